import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope } from '../accounts/scopes.js';
import { Access, Returns } from '../http/route.js';
import * as contract from './ranks.contract.js';
import { RanksService } from './ranks.service.js';

@ApiTags('Ranks')
@Controller('v1/ranks')
export class RanksController {
  constructor(private readonly ranks: RanksService) {}

  @Get()
  @Access({ brand: 'auditor' })
  @Returns(200, 'All ranks, lowest first', contract.RankList)
  async list(@BrandScope() brand: BrandScope): Promise<z.infer<typeof contract.RankList>> {
    return { items: await this.ranks.list(brand.brandId) };
  }

  @Put(':code')
  @Access({ brand: 'manager' })
  @Returns(200, 'The rank as it is now', contract.Rank)
  async put(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.RankParams }) params: z.infer<typeof contract.RankParams>,
    @Body({ schema: contract.RankBody }) body: contract.RankBody,
  ): Promise<contract.Rank> {
    return this.ranks.put(brand.brandId, params.code, body);
  }
}
