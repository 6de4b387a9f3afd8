import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { WarehouseScope } from '../accounts/scopes.js';
import type { AppReply } from '../http/request.js';
import { Access, Returns } from '../http/route.js';
import * as contract from './board.contract.js';
import { BoardService } from './board.service.js';
import { BoardStreams } from './board-streams.js';
import * as dayClose from './day-close.contract.js';
import { DayCloseService } from './day-close.service.js';

/** What must leave with which truck, live; and the end of the day. */
@ApiTags('Board')
@Controller('v1/board')
export class BoardController {
  constructor(
    private readonly board: BoardService,
    private readonly streams: BoardStreams,
    private readonly days: DayCloseService,
  ) {}

  @Get()
  @Access({ warehouse: 'packer' })
  @Returns(
    200,
    'Trucks, stages, ranks, waits and problems, as of at most a second ago, in a very full warehouse a few',
    contract.Board,
  )
  async get(@WarehouseScope() { warehouseId }: WarehouseScope): Promise<contract.Board> {
    return this.board.board(warehouseId);
  }

  /**
   * Server-sent events: `changed` says that the board should be read again, at most once a second; nothing else is in it. A comment
   * every 15 seconds keeps the connection; it ends after ten minutes, and the browser's EventSource connects again by itself.
   */
  @Get('events')
  @Access({ warehouse: 'packer' })
  @ApiProduces('text/event-stream')
  @ApiResponse({
    status: 200,
    description: 'A stream that stays open: `event: changed`, `data: {}`',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  events(@WarehouseScope() { warehouseId }: WarehouseScope, @Res() reply: AppReply): void {
    const stream = this.streams.open(warehouseId);
    void reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store, no-transform')
      // nginx would collect the events.
      .header('x-accel-buffering', 'no')
      .send(stream);
  }

  @Get('shipments')
  @Access({ warehouse: 'packer' })
  @Returns(200, 'The parcels of a truck, as they stand in line', contract.BoardShipments)
  async shipments(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Query({ schema: contract.BoardShipmentsQuery }) query: contract.BoardShipmentsQuery,
  ): Promise<contract.BoardShipments> {
    return this.board.shipments(warehouseId, query);
  }

  @Get('day-close')
  @Access({ warehouse: 'packer' })
  @Returns(200, 'What a close would find now, or what it found', dayClose.DayClose)
  async lookAtDay(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Query({ schema: dayClose.DayCloseQuery }) { date }: dayClose.DayCloseQuery,
  ): Promise<dayClose.DayClose> {
    return this.days.look(warehouseId, date);
  }

  /** Records a day for good. Refused with the list when something is unaccounted for, unless a reason is given. */
  @Post('day-close/:date')
  @Access({ warehouse: 'manager' })
  @Returns(201, 'What was found', dayClose.DayClose)
  async closeDay(
    @WarehouseScope() warehouse: WarehouseScope,
    @Param({ schema: dayClose.DayCloseParams }) { date }: z.infer<typeof dayClose.DayCloseParams>,
    @Body({ schema: dayClose.DayCloseBody }) body: dayClose.DayCloseBody,
  ): Promise<dayClose.DayClose> {
    return this.days.close(warehouse, date, body);
  }
}
