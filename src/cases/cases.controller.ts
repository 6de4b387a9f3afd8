import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope } from '../accounts/scopes.js';
import { Access, Idempotent, Returns } from '../http/route.js';
import { negotiateLocale } from '../i18n/locale.js';
import { CaseFilesService } from './case-files.service.js';
import * as contract from './cases.contract.js';
import { CasesService } from './cases.service.js';
import { SearchService } from './search.service.js';

type Params = z.infer<typeof contract.CaseParams>;
type Summary = z.infer<typeof contract.CaseSummary>;

@ApiTags('Cases')
@Controller('v1')
export class CasesController {
  constructor(
    private readonly cases: CasesService,
    private readonly files: CaseFilesService,
    private readonly finder: SearchService,
  ) {}

  @Get('search')
  @Access({ brand: 'agent' })
  @Returns(200, 'Orders with that number, waybill or e-mail address, newest first', contract.SearchResult)
  async search(
    @BrandScope() brand: BrandScope,
    @Query({ schema: contract.SearchQuery }) query: z.infer<typeof contract.SearchQuery>,
  ): Promise<z.infer<typeof contract.SearchResult>> {
    return { items: await this.finder.search(brand.brandId, query.q) };
  }

  @Get('shipments/:shipmentId/record')
  @Access({ brand: 'auditor' })
  @Returns(200, 'Everything about the shipment, in the language of Accept-Language', contract.ShipmentRecord)
  record(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.RecordParams }) params: z.infer<typeof contract.RecordParams>,
    @Headers('accept-language') language?: string,
  ): Promise<contract.ShipmentRecord> {
    return this.files.record({ ...brand, locale: negotiateLocale(language, 'ja') }, params.shipmentId);
  }

  @Post('cases')
  @Access({ brand: 'agent' })
  @Idempotent()
  @Returns(201, 'The case; a dispute or chargeback preserves every piece of evidence', contract.CaseSummary)
  open(
    @BrandScope() brand: BrandScope,
    @Body({ schema: contract.OpenCaseBody }) body: contract.OpenCaseBody,
  ): Promise<Summary> {
    return this.cases.open({ ...brand, body });
  }

  @Get('cases')
  @Access({ brand: 'auditor' })
  @Returns(200, 'Cases, newest first', contract.CasePage)
  list(
    @BrandScope() brand: BrandScope,
    @Query({ schema: contract.CaseListQuery }) query: z.infer<typeof contract.CaseListQuery>,
  ): Promise<z.infer<typeof contract.CasePage>> {
    return this.files.list(brand.brandId, query);
  }

  @Get('cases/:caseId')
  @Access({ brand: 'auditor' })
  @Returns(200, 'The case with its messages, its preserved evidence and the record', contract.CaseFile)
  file(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.CaseParams }) params: Params,
    @Headers('accept-language') language?: string,
  ): Promise<contract.CaseFile> {
    return this.files.file({ ...brand, locale: negotiateLocale(language, 'ja') }, params.caseId);
  }

  @Post('cases/:caseId/weight')
  @Access({ brand: 'agent' })
  @Returns(200, 'The case with its new weight', contract.CaseSummary)
  raise(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.CaseParams }) params: Params,
    @Body({ schema: contract.RaiseCaseBody }) body: z.infer<typeof contract.RaiseCaseBody>,
  ): Promise<Summary> {
    return this.cases.raise({ ...brand, caseId: params.caseId, body });
  }

  @Post('cases/:caseId/messages')
  @Access({ brand: 'agent' })
  @Idempotent()
  @Returns(201, 'The case; the message is in its file', contract.CaseSummary)
  message(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.CaseParams }) params: Params,
    @Body({ schema: contract.CaseMessageBody }) body: z.infer<typeof contract.CaseMessageBody>,
  ): Promise<Summary> {
    return this.cases.message({ ...brand, caseId: params.caseId, body: body.body });
  }

  @Post('cases/:caseId/close')
  @Access({ brand: 'agent' })
  @Returns(200, 'The decided case', contract.CaseSummary)
  close(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.CaseParams }) params: Params,
    @Body({ schema: contract.CloseCaseBody }) body: z.infer<typeof contract.CloseCaseBody>,
  ): Promise<Summary> {
    return this.cases.close({ ...brand, caseId: params.caseId, body });
  }
}
