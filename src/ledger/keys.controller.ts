import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AppError } from '../http/app-error.js';
import type { AppReply } from '../http/request.js';
import { Access, Returns } from '../http/route.js';
import { DOCUMENT_SCHEMAS, jsonSchemaOf, nameInAddress } from './documents/document-schemas.js';
import { KeyArchive } from './key-archive.js';
import * as contract from './ledger.contract.js';

/** What a third party checks documents with: keys and schemas, for everybody. */
@ApiTags('Evidence')
@Controller('v1')
export class KeysController {
  constructor(private readonly keys: KeyArchive) {}

  @Get('keys')
  @Access('public')
  @Returns(200, 'Every key that evidence was signed with, the one in use first', contract.PublicKeyList)
  async listKeys(): Promise<z.infer<typeof contract.PublicKeyList>> {
    return { items: await this.keys.list() };
  }

  @Get('keys/:signingKeyId')
  @Access('public')
  @ApiProduces('application/x-pem-file')
  @ApiResponse({ status: 200, description: 'The public key in PEM' })
  async key(
    @Param({ schema: contract.KeyParams }) params: z.infer<typeof contract.KeyParams>,
    @Res() reply: AppReply,
  ): Promise<void> {
    const { pem } = await this.keys.find(params.signingKeyId);
    await reply.type('application/x-pem-file').send(pem);
  }

  /** From that moment on nothing that the key signs counts. Never taken back; the same request again answers the same. */
  @Post('keys/:signingKeyId/revocation')
  @Access('operator')
  @Returns(200, 'The key, revoked', contract.PublicKey)
  async revoke(
    @Param({ schema: contract.KeyParams }) params: z.infer<typeof contract.KeyParams>,
    @Body({ schema: contract.Revocation }) body: contract.Revocation,
  ): Promise<contract.PublicKey> {
    return this.keys.revoke(params.signingKeyId, body);
  }

  @Get('schemas')
  @Access('public')
  @Returns(200, 'Kinds of signed documents', contract.SchemaList)
  listSchemas(): z.infer<typeof contract.SchemaList> {
    const schemas = Object.keys(DOCUMENT_SCHEMAS);
    return { items: schemas.map((schema) => ({ schema, name: nameInAddress(schema) })) };
  }

  @Get('schemas/:schemaName')
  @Access('public')
  @ApiProduces('application/schema+json')
  @ApiResponse({ status: 200, description: 'The JSON Schema (2020-12) of a kind of document' })
  async schema(
    @Param({ schema: contract.SchemaParams }) params: z.infer<typeof contract.SchemaParams>,
    @Res() reply: AppReply,
  ): Promise<void> {
    const schema = jsonSchemaOf(params.schemaName);
    if (!schema) throw new AppError('schema_not_found', 'GET /v1/schemas lists every kind of document.');
    await reply.type('application/schema+json').send(JSON.stringify(schema));
  }
}
