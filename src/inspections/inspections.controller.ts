import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { StationScope } from '../accounts/scopes.js';
import { Access, Returns } from '../http/route.js';
import * as contract from '../queue/queue.contract.js';
import { AnswersService } from './answers.service.js';
import { CompletionService } from './completion.service.js';
import { ExceptionsService } from './exceptions.service.js';
import { HandoversService } from './handovers.service.js';
import { ScansService } from './scans.service.js';

/** What a packer does to a task in hand. Each action carries the token of the claim. */
@ApiTags('Station')
@Controller('v1/station')
export class InspectionsController {
  constructor(
    private readonly scans: ScansService,
    private readonly answers: AnswersService,
    private readonly exceptions: ExceptionsService,
    private readonly completion: CompletionService,
    private readonly handovers: HandoversService,
  ) {}

  /** One scan: an item, a label, an order number. The same scan id again counts once. */
  @Post('tasks/:taskId/scans')
  @Access('station+packer')
  @Returns(200, 'What the scan meant, and the task after it', contract.ScanResult)
  async scan(
    @StationScope() station: StationScope,
    @Param({ schema: contract.TaskParams }) params: z.infer<typeof contract.TaskParams>,
    @Body({ schema: contract.ScanBody }) body: contract.ScanBody,
  ): Promise<contract.ScanResult> {
    return this.scans.scan(station, params.taskId, body);
  }

  /** Answers a check or a handling instruction. A fail about an item opens its swap. */
  @Post('tasks/:taskId/answers')
  @Access('station+packer')
  @Returns(200, 'The task after it', contract.StationTask)
  async answer(
    @StationScope() station: StationScope,
    @Param({ schema: contract.TaskParams }) params: z.infer<typeof contract.TaskParams>,
    @Body({ schema: contract.AnswerBody }) body: contract.AnswerBody,
  ): Promise<contract.StationTask> {
    return this.answers.answer(station, params.taskId, body);
  }

  /** Opens a swap or a short pick. */
  @Post('tasks/:taskId/exceptions')
  @Access('station+packer')
  @Returns(200, 'The task after it', contract.StationTask)
  async open(
    @StationScope() station: StationScope,
    @Param({ schema: contract.TaskParams }) params: z.infer<typeof contract.TaskParams>,
    @Body({ schema: contract.ExceptionBody }) body: contract.ExceptionBody,
  ): Promise<contract.StationTask> {
    return this.exceptions.open(station, params.taskId, body);
  }

  /** Settles a swap, after which the stage starts again, or accepts a short pick. */
  @Post('tasks/:taskId/exceptions/:exceptionId/resolve')
  @Access('station+packer')
  @Returns(200, 'The task after it', contract.StationTask)
  async resolve(
    @StationScope() station: StationScope,
    @Param({ schema: contract.ExceptionParams }) params: z.infer<typeof contract.ExceptionParams>,
    @Body({ schema: contract.ResolveExceptionBody }) body: z.infer<typeof contract.ResolveExceptionBody>,
  ): Promise<contract.StationTask> {
    return this.exceptions.resolve(station, params.taskId, params.exceptionId, body);
  }

  /** Ends the stage when nothing is missing. */
  @Post('tasks/:taskId/complete')
  @Access('station+packer')
  @Returns(200, 'The state of the shipment, and its next task if it can be claimed', contract.CompleteResult)
  async complete(
    @StationScope() station: StationScope,
    @Param({ schema: contract.TaskParams }) params: z.infer<typeof contract.TaskParams>,
    @Body({ schema: contract.CompleteBody }) body: z.infer<typeof contract.CompleteBody>,
  ): Promise<z.infer<typeof contract.CompleteResult>> {
    return this.completion.complete(station, params.taskId, body);
  }

  /** A label scanned at the truck. */
  @Post('handovers')
  @Access('station+packer')
  @Returns(200, 'How many parcels of the shipment have left', contract.HandoverResult)
  async handOver(
    @StationScope() station: StationScope,
    @Body({ schema: contract.HandoverBody }) body: z.infer<typeof contract.HandoverBody>,
  ): Promise<z.infer<typeof contract.HandoverResult>> {
    return this.handovers.handOver(station, body);
  }
}
