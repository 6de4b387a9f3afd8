import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { WarehouseScope } from '../../accounts/scopes.js';
import type { AppReply } from '../../http/request.js';
import { Access, Idempotent, Returns } from '../../http/route.js';
import { negotiateLocale } from '../../i18n/locale.js';
import * as contract from './simulations.contract.js';
import { SimulationsService } from './simulations.service.js';

type Params = z.infer<typeof contract.SimulationParams>;

@ApiTags('Simulations')
@Controller('v1/simulations')
export class SimulationsController {
  constructor(private readonly simulations: SimulationsService) {}

  /**
   * Who would wait how long under other policies and head starts: of a described day, or of a real one of this warehouse. Kept
   * for 30 days after it has ended.
   */
  @Post()
  @Access({ warehouse: 'manager' })
  @Idempotent()
  @Returns(202, 'It waits for a worker; GET it until its state is done', contract.SimulationAccepted)
  start(
    @WarehouseScope() warehouse: WarehouseScope,
    @Body({ schema: contract.SimulationBody }) body: contract.SimulationBody,
  ): Promise<contract.SimulationAccepted> {
    return this.simulations.start(warehouse, body);
  }

  @Get()
  @Access({ warehouse: 'packer' })
  @Returns(200, 'Simulations, newest first', contract.SimulationPage)
  list(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Query({ schema: contract.SimulationListQuery }) query: z.infer<typeof contract.SimulationListQuery>,
  ): Promise<contract.SimulationPage> {
    return this.simulations.list(warehouseId, query);
  }

  @Get(':simulationId')
  @Access({ warehouse: 'packer' })
  @Returns(200, 'How far it is, and its report once it is done', contract.Simulation)
  find(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Param({ schema: contract.SimulationParams }) params: Params,
  ): Promise<contract.Simulation> {
    return this.simulations.find(warehouseId, params.simulationId);
  }

  @Get(':simulationId/chart.svg')
  @Access({ warehouse: 'packer' })
  @ApiProduces('image/svg+xml')
  @ApiResponse({
    status: 200,
    description: 'The report as a picture',
    content: { 'image/svg+xml': { schema: { type: 'string' } } },
  })
  async chart(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Param({ schema: contract.SimulationParams }) params: Params,
    @Query({ schema: contract.ChartQuery }) { lang }: z.infer<typeof contract.ChartQuery>,
    @Res() reply: AppReply,
    @Headers('accept-language') language?: string,
  ): Promise<void> {
    const locale = lang ?? negotiateLocale(language, 'ja');
    const chart = await this.simulations.chart(warehouseId, params.simulationId, locale);
    await reply.header('vary', 'accept-language').type('image/svg+xml; charset=utf-8').send(chart);
  }
}
