import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access, CreatedEarlier, Idempotent, Returns } from '../http/route.js';
import * as contract from './accounts.contract.js';
import { ApiKeysService } from './api-keys.service.js';
import { BrandsService } from './brands.service.js';

@ApiTags('Brands')
@Controller('v1/brands')
export class BrandsController {
  constructor(
    private readonly brands: BrandsService,
    private readonly apiKeys: ApiKeysService,
  ) {}

  @Post()
  @Access('operator')
  @Idempotent({ keeps: 'id' })
  @Returns(201, 'The brand, with default ranks, stages and standards', contract.Brand)
  async create(
    @Body({ schema: contract.NewBrand }) body: contract.NewBrand,
    @CreatedEarlier() earlier: string | undefined,
  ): Promise<contract.Brand> {
    return earlier ? this.brands.getBrand(earlier) : this.brands.createBrand(body);
  }

  @Get()
  @Access('operator')
  @Returns(200, 'All brands of this instance', contract.BrandList)
  async list(): Promise<z.infer<typeof contract.BrandList>> {
    return { items: await this.brands.listBrands() };
  }

  @Get(':brandId')
  @Access('operator')
  @Returns(200, 'The brand', contract.Brand)
  async get(@Param({ schema: contract.BrandParams }) params: z.infer<typeof contract.BrandParams>) {
    return this.brands.getBrand(params.brandId);
  }

  /** A brand has at most two valid keys, so that one can be rotated without a gap. The secret is shown this once. */
  @Post(':brandId/api-keys')
  @Access('operator')
  @Idempotent({ keeps: 'nothing' })
  @Returns(201, 'The key with its secret', contract.CreatedApiKey)
  async createApiKey(
    @Param({ schema: contract.BrandParams }) params: z.infer<typeof contract.BrandParams>,
    @Body({ schema: contract.NewApiKey }) body: z.infer<typeof contract.NewApiKey>,
  ): Promise<contract.CreatedApiKey> {
    return this.apiKeys.create(params.brandId, body.label);
  }

  @Get(':brandId/api-keys')
  @Access('operator')
  @Returns(200, 'The valid keys, without their secrets', contract.ApiKeyList)
  async listApiKeys(@Param({ schema: contract.BrandParams }) params: z.infer<typeof contract.BrandParams>) {
    return { items: await this.apiKeys.list(params.brandId) };
  }

  @Delete(':brandId/api-keys/:keyId')
  @Access('operator')
  @Returns(204, 'Revoked')
  async revokeApiKey(
    @Param({ schema: contract.ApiKeyParams }) params: z.infer<typeof contract.ApiKeyParams>,
  ) {
    await this.apiKeys.revoke(params.brandId, params.keyId);
  }
}

@ApiTags('Warehouses')
@Controller('v1')
export class WarehousesController {
  constructor(private readonly brands: BrandsService) {}

  @Post('warehouses')
  @Access('operator')
  @Idempotent()
  @Returns(201, 'The warehouse', contract.Warehouse)
  async create(
    @Body({ schema: contract.NewWarehouse }) body: contract.NewWarehouse,
  ): Promise<contract.Warehouse> {
    return this.brands.createWarehouse(body);
  }

  @Get('warehouses')
  @Access('operator')
  @Returns(200, 'All warehouses of this instance', contract.WarehouseList)
  async list(): Promise<z.infer<typeof contract.WarehouseList>> {
    return { items: await this.brands.listWarehouses() };
  }

  @Put('brand-warehouses')
  @Access('operator')
  @Returns(200, 'The warehouse works for the brand', contract.BrandWarehouse)
  async link(@Body({ schema: contract.BrandWarehouse }) body: contract.BrandWarehouse) {
    return this.brands.linkWarehouse(body);
  }
}
