import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope } from '../accounts/scopes.js';
import { Access, Returns } from '../http/route.js';
import { CustomerRanksService } from './customer-ranks.service.js';
import * as contract from './customers.contract.js';
import { CustomersService } from './customers.service.js';

type CustomerParams = z.infer<typeof contract.CustomerParams>;

@ApiTags('Customers')
@Controller('v1/customers/:ref')
export class CustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly ranks: CustomerRanksService,
  ) {}

  @Get()
  @Access({ brand: 'auditor' })
  @Returns(200, 'The customer with the rank in force', contract.Customer)
  async get(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.CustomerParams }) params: CustomerParams,
  ): Promise<contract.Customer> {
    return this.customers.get(brand.brandId, params.ref);
  }

  @Put()
  @Access({ brand: 'manager' })
  @Returns(200, 'The customer as it is now', contract.Customer)
  async put(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.CustomerParams }) params: CustomerParams,
    @Body({ schema: contract.CustomerBody }) body: contract.CustomerBody,
  ): Promise<contract.Customer> {
    return this.customers.put(brand.brandId, params.ref, body);
  }

  @Get('rank')
  @Access({ brand: 'auditor' })
  @Returns(200, 'The rank in force', contract.CustomerRank)
  async getRank(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.CustomerParams }) params: CustomerParams,
  ): Promise<contract.CustomerRank> {
    return this.ranks.get(brand.brandId, params.ref);
  }

  @Put('rank')
  @Access({ brand: 'manager' })
  @Returns(200, 'The rank in force', contract.CustomerRank)
  async putRank(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.CustomerParams }) params: CustomerParams,
    @Body({ schema: contract.CustomerRankBody }) body: contract.CustomerRankBody,
  ): Promise<contract.CustomerRank> {
    return this.ranks.put(brand, params.ref, body);
  }
}
