import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { AppReply } from '../http/request.js';
import { Access, Returns } from '../http/route.js';
import { CheckpointSigner } from './checkpoint-signer.js';
import { CheckpointsService } from './checkpoints.service.js';
import { knownVkeys } from './checkpoints.store.js';
import * as contract from './log.contract.js';
import { LogProofs } from './log-proofs.service.js';
import { vkeyOf } from './signed-note.js';

/** Proofs from the log of signed documents; the log itself is served below /log/. */
@ApiTags('Log')
@Controller('v1/log')
export class LogController {
  constructor(
    private readonly proofs: LogProofs,
    private readonly checkpoints: CheckpointsService,
    private readonly signer: CheckpointSigner,
    private readonly dataSource: DataSource,
  ) {}

  @Get('proofs/:sha256')
  @Access('public')
  @ApiProduces('text/plain')
  @ApiResponse({
    status: 200,
    description: 'A .tlog-proof: the place of the document with this digest, and the newest checkpoint',
  })
  async proof(
    @Param({ schema: contract.ProofParams }) { sha256 }: z.infer<typeof contract.ProofParams>,
    @Res() reply: AppReply,
  ): Promise<void> {
    await reply.type('text/plain; charset=utf-8').send(await this.proofs.proofOf(sha256));
  }

  @Get('consistency')
  @Access('public')
  @Returns(
    200,
    'Hashes that show that the smaller log is the beginning of the larger',
    contract.ConsistencyProof,
  )
  async consistency(
    @Query({ schema: contract.ConsistencyQuery }) query: z.infer<typeof contract.ConsistencyQuery>,
  ): Promise<contract.ConsistencyProof> {
    const { hashes, ...sizes } = await this.proofs.consistency(query.from, query.to);
    return { ...sizes, hashes: hashes.map((hash) => hash.toString('base64')) };
  }

  @Get('key')
  @Access('public')
  @Returns(200, 'The key that signs checkpoints', contract.LogKey)
  async key(): Promise<contract.LogKey> {
    const verifier = await this.signer.verifier();
    const vkey = vkeyOf(verifier);
    return {
      origin: this.signer.origin,
      keyId: verifier.keyId.toString('hex'),
      pem: verifier.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      vkey,
      former: (await knownVkeys(this.dataSource)).filter((known) => known !== vkey),
    };
  }

  @Post('checkpoints')
  @Access('auditor')
  @Returns(
    200,
    'A checkpoint of the log as it is now; the last one when nothing was added',
    contract.LogCheckpoint,
  )
  async makeCheckpoint(): Promise<contract.LogCheckpoint> {
    const { size, root, note, madeAt, custody, published } = await this.checkpoints.make();
    return {
      ...{ size, note, published },
      root: root.toString('base64'),
      madeAt: madeAt.toISOString(),
      custody: custody ? { count: custody.count, head: custody.head.toString('base64') } : null,
    };
  }
}
