import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope } from '../accounts/scopes.js';
import type { Locale } from '../i18n/locale.js';
import { Access, Idempotent, ReaderLocale, Returns } from '../http/route.js';
import { batchResult, oneResult } from './intake-results.js';
import { IntakeService } from './intake.service.js';
import * as contract from './orders.contract.js';
import { OrdersService } from './orders.service.js';

type OrderParams = z.infer<typeof contract.OrderParams>;

@ApiTags('Orders')
@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly intake: IntakeService,
    private readonly orders: OrdersService,
  ) {}

  /** One order is taken in or answered with a problem; of a batch each order has its own result. */
  @Post()
  @Access({ brand: 'manager' })
  @Idempotent()
  @Returns(
    200,
    'What became of the order, or of each order of the batch in the same sequence',
    contract.IntakeResult,
  )
  async take(
    @BrandScope() brand: BrandScope,
    @Body({ schema: contract.IntakeBody }) body: contract.IntakeBody,
    @ReaderLocale() locale: Locale,
  ): Promise<z.infer<typeof contract.IntakeResult>> {
    if ('orders' in body) {
      const outcomes = await this.intake.takeBatch(brand, body.orders);
      return batchResult(body.orders, outcomes, locale);
    }
    return oneResult(body, await this.intake.takeOne(brand, body), locale);
  }

  @Get()
  @Access({ brand: 'auditor' })
  @Returns(200, 'Orders, newest first', contract.OrderPage)
  async list(
    @BrandScope() brand: BrandScope,
    @Query({ schema: contract.OrderListQuery }) query: z.infer<typeof contract.OrderListQuery>,
  ): Promise<z.infer<typeof contract.OrderPage>> {
    return this.orders.list(brand.brandId, query);
  }

  @Get(':orderId')
  @Access({ brand: 'auditor' })
  @Returns(200, 'The order', contract.Order)
  async get(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.OrderParams }) params: OrderParams,
  ): Promise<contract.Order> {
    return this.orders.get(brand.brandId, params.orderId);
  }

  @Post(':orderId/cancel')
  @Access({ brand: 'agent' })
  @Returns(200, 'The cancelled order', contract.Order)
  async cancel(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.OrderParams }) params: OrderParams,
    @Body({ schema: contract.CancelOrderBody }) body: z.infer<typeof contract.CancelOrderBody>,
  ): Promise<contract.Order> {
    return this.orders.cancel(brand, params.orderId, body.reason);
  }
}
