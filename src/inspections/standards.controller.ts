import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BrandScope } from '../accounts/scopes.js';
import { Access, Idempotent, Returns } from '../http/route.js';
import * as contract from './standards.contract.js';
import { StandardsService } from './standards.service.js';

@ApiTags('Standards')
@Controller('v1/standards')
export class StandardsController {
  constructor(private readonly standards: StandardsService) {}

  /** Publishes the next version of a section. Tasks keep the version that they were started with. */
  @Post()
  @Access({ brand: 'manager' })
  @Idempotent()
  @Returns(201, 'The new version', contract.Standard)
  async publish(
    @BrandScope() brand: BrandScope,
    @Body({ schema: contract.StandardBody }) body: contract.StandardBody,
  ): Promise<contract.Standard> {
    return this.standards.publish(brand.brandId, body);
  }

  @Get()
  @Access({ brand: 'auditor' })
  @Returns(200, 'The newest version of each section', contract.StandardList)
  async list(@BrandScope() brand: BrandScope) {
    return { items: await this.standards.newest(brand.brandId) };
  }
}
