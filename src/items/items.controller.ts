import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope } from '../accounts/scopes.js';
import { PageQuery } from '../http/common.contract.js';
import { Access, Returns } from '../http/route.js';
import * as contract from './items.contract.js';
import { ItemsService } from './items.service.js';

@ApiTags('Items')
@Controller('v1/items')
export class ItemsController {
  constructor(private readonly items: ItemsService) {}

  @Put()
  @Access({ brand: 'manager' })
  @Returns(200, 'How many items were saved', contract.ItemsResult)
  async put(
    @BrandScope() brand: BrandScope,
    @Body({ schema: contract.ItemsBody }) body: z.infer<typeof contract.ItemsBody>,
  ): Promise<z.infer<typeof contract.ItemsResult>> {
    return { saved: await this.items.put(brand.brandId, body.items) };
  }

  @Get()
  @Access({ brand: 'auditor' })
  @Returns(200, 'Items, newest first', contract.ItemPage)
  async list(
    @BrandScope() brand: BrandScope,
    @Query({ schema: PageQuery }) query: z.infer<typeof PageQuery>,
  ): Promise<z.infer<typeof contract.ItemPage>> {
    return this.items.list(brand.brandId, query);
  }
}
