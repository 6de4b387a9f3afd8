import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { StationScope } from '../accounts/scopes.js';
import { AppError } from '../http/app-error.js';
import { Access, Returns } from '../http/route.js';
import * as contract from '../queue/carts/cart.contract.js';
import { CartPlaces } from '../queue/carts/cart-places.service.js';
import { type Cart, CartsService } from '../queue/carts/carts.service.js';
import { StationTasksService } from './station-tasks.service.js';

/** Picking trips: several orders at once, in the order of the line. */
@ApiTags('Station')
@Controller('v1/station/carts')
export class CartsController {
  constructor(
    private readonly carts: CartsService,
    private readonly places: CartPlaces,
    private readonly tasks: StationTasksService,
  ) {}

  /** Which carts this warehouse has, and the one that the station is at: a page that was reloaded finds it again. */
  @Get()
  @Access('station+packer')
  @Returns(200, 'What may be taken, and the open cart', contract.StationCarts)
  async offered(@StationScope() station: StationScope): Promise<contract.StationCarts> {
    const [offers, openCartId] = await Promise.all([
      this.places.offers(station),
      this.carts.openCartId(station),
    ]);
    return { offers, openCartId };
  }

  /** A cart as it is now: what is in hand, and what became of the rest. */
  @Get(':cartId')
  @Access('station+packer')
  @Returns(200, 'The cart, also when it is finished', contract.Cart)
  async read(
    @StationScope() station: StationScope,
    @Param({ schema: contract.CartParams }) { cartId }: z.infer<typeof contract.CartParams>,
  ): Promise<contract.Cart> {
    return this.shown(station, await this.carts.own(station, cartId));
  }

  /** Takes up to `size` orders for one trip, or gives the cart again that this station is at. */
  @Post()
  @Access('station+packer')
  @Returns(200, 'The cart, each order with its own token', contract.CartResult)
  async take(
    @StationScope() station: StationScope,
    @Body({ schema: contract.CartBody }) body: contract.CartBody,
  ): Promise<z.infer<typeof contract.CartResult>> {
    const { packerId } = station;
    if (!packerId) throw new AppError('packer_not_signed_in', 'Sign in at this station with a badge first.');
    const { cart, nextReleaseAt } = await this.carts.take({ ...station, packerId }, body);
    if (!cart) return { cart: null, nextReleaseAt: nextReleaseAt?.toISOString() ?? null };
    return { cart: await this.shown(station, cart), nextReleaseAt: null };
  }

  /** Keeps every lease of a cart at once, every ten seconds. */
  @Post(':cartId/heartbeat')
  @Access('station+packer')
  @Returns(200, 'For each task its lease, a stop, or why it is refused', contract.CartHeartbeatResult)
  async heartbeat(
    @StationScope() station: StationScope,
    @Param({ schema: contract.CartParams }) params: z.infer<typeof contract.CartParams>,
    @Body({ schema: contract.CartHeartbeatBody }) body: contract.CartHeartbeatBody,
  ): Promise<contract.CartHeartbeatResult> {
    await this.carts.own(station, params.cartId);
    return this.carts.heartbeat(station, body);
  }

  private async shown(station: StationScope, cart: Cart): Promise<contract.Cart> {
    const [tasks, orders] = await Promise.all([
      Promise.all(cart.tasks.map((task) => this.tasks.held(station.warehouseId, task))),
      this.places.orders(station, cart.id),
    ]);
    return { ...cart, tasks, orders };
  }
}
