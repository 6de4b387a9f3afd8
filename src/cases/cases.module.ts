import { Module } from '@nestjs/common';
import { CaseFilesService } from './case-files.service.js';
import { CasesController } from './cases.controller.js';
import { CasesService } from './cases.service.js';
import { SearchService } from './search.service.js';

@Module({
  controllers: [CasesController],
  providers: [CasesService, CaseFilesService, SearchService],
  exports: [CasesService],
})
export class CasesModule {}
