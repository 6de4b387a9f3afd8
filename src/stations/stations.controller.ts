import { Body, Controller, Get, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { cookieNames, cookieOptions, STATION_SECONDS } from '../accounts/cookies.js';
import { StationScope, WarehouseScope } from '../accounts/scopes.js';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import type { AppReply } from '../http/request.js';
import { Access, CreatedEarlier, Idempotent, Returns } from '../http/route.js';
import { PackersService } from './packers.service.js';
import * as contract from './stations.contract.js';
import { StationsService } from './stations.service.js';

/** Stations and packers of a warehouse, for its manager; enrolling a device. */
@ApiTags('Stations')
@Controller('v1')
export class StationsController {
  constructor(
    private readonly stations: StationsService,
    private readonly packers: PackersService,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Creates a station. The enrolment code is shown this once and works for 24 hours. */
  @Post('stations')
  @Access({ warehouse: 'manager' })
  @Idempotent({ keeps: 'nothing' })
  @Returns(201, 'The station with its one-time code', contract.EnrolmentCode)
  async create(
    @WarehouseScope() warehouse: WarehouseScope,
    @Body({ schema: contract.StationBody }) body: z.infer<typeof contract.StationBody>,
  ) {
    return this.stations.create(warehouse.warehouseId, body.name);
  }

  @Get('stations')
  @Access({ warehouse: 'packer' })
  @Returns(200, 'All stations and who is at them', contract.StationList)
  async list(@WarehouseScope() warehouse: WarehouseScope) {
    return { items: await this.stations.list(warehouse.warehouseId) };
  }

  /** Which pools a bench serves: zones, temperatures and skills of the warehouse's queue settings. */
  @Put('stations/:stationId/capabilities')
  @Access({ warehouse: 'manager' })
  @Returns(200, 'What the bench serves from its next claim on', contract.StationCapabilities)
  async setCapabilities(
    @WarehouseScope() warehouse: WarehouseScope,
    @Param({ schema: contract.StationParams }) params: z.infer<typeof contract.StationParams>,
    @Body({ schema: contract.StationCapabilities }) body: z.infer<typeof contract.StationCapabilities>,
  ) {
    return this.stations.setCapabilities(warehouse.warehouseId, params.stationId, body);
  }

  /** A new code for a station whose code was lost or has run out. */
  @Post('stations/:stationId/enrolment-codes')
  @Access({ warehouse: 'manager' })
  @Idempotent({ keeps: 'nothing' })
  @Returns(201, 'The station with its new one-time code', contract.EnrolmentCode)
  async renewCode(
    @WarehouseScope() warehouse: WarehouseScope,
    @Param({ schema: contract.StationParams }) params: z.infer<typeof contract.StationParams>,
  ) {
    return this.stations.renewCode(warehouse.warehouseId, params.stationId);
  }

  /** Turns a one-time code into a device key: a cookie for the page, `key` for scripts. */
  @Post('stations/enrol')
  @Access('public')
  @Returns(201, 'The station that this device now is', contract.EnrolResult)
  async enrol(
    @Body({ schema: contract.EnrolBody }) body: z.infer<typeof contract.EnrolBody>,
    @Res({ passthrough: true }) reply: AppReply,
  ) {
    const enrolled = await this.stations.enrol(body.code, body.publicKey);
    reply.setCookie(
      cookieNames(this.config).station,
      enrolled.key,
      cookieOptions(this.config, STATION_SECONDS),
    );
    return enrolled;
  }

  @Post('packers')
  @Access({ warehouse: 'manager' })
  @Idempotent({ keeps: 'id' })
  @Returns(201, 'The packer; the badge is kept as a hash only', contract.Packer)
  async createPacker(
    @WarehouseScope() warehouse: WarehouseScope,
    @Body({ schema: contract.PackerBody }) body: z.infer<typeof contract.PackerBody>,
    @CreatedEarlier() earlier: string | undefined,
  ) {
    if (earlier) return this.packers.get(warehouse.warehouseId, earlier);
    return this.packers.create(warehouse.warehouseId, body);
  }

  @Get('packers')
  @Access({ warehouse: 'packer' })
  @Returns(200, 'All packers', contract.PackerList)
  async listPackers(@WarehouseScope() warehouse: WarehouseScope) {
    return { items: await this.packers.list(warehouse.warehouseId) };
  }
}

/** The station that calls. */
@ApiTags('Station')
@Controller('v1/station')
export class StationController {
  constructor(
    private readonly packers: PackersService,
    private readonly stations: StationsService,
  ) {}

  @Get()
  @Access('station')
  @Returns(200, 'The station, who is signed in, what it holds', contract.StationState)
  async state(@StationScope() station: StationScope): Promise<contract.StationState> {
    return this.packers.state(station.stationId);
  }

  /** What this device signs its recordings with from now on. The private half never leaves it. */
  @Put('signing-key')
  @Access('station')
  @Returns(200, 'The key as it is called; the one before it has ended', contract.SigningKey)
  async registerKey(
    @StationScope() station: StationScope,
    @Body({ schema: contract.SigningKeyBody }) body: z.infer<typeof contract.SigningKeyBody>,
  ): Promise<z.infer<typeof contract.SigningKey>> {
    return this.stations.registerKey(station.stationId, body.publicKey);
  }

  /** Signs a packer in by badge; another packer at the station is signed out. */
  @Post('sign-in')
  @Access('station')
  @Returns(200, 'The station with its packer', contract.StationState)
  async signIn(
    @StationScope() station: StationScope,
    @Body({ schema: contract.SignInBody }) body: z.infer<typeof contract.SignInBody>,
  ): Promise<contract.StationState> {
    return this.packers.signIn(station, body.badge);
  }

  @Post('sign-out')
  @Access('station')
  @Returns(200, 'The station without a packer', contract.StationState)
  async signOut(@StationScope() station: StationScope): Promise<contract.StationState> {
    return this.packers.signOut(station.stationId);
  }
}
