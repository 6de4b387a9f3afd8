import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope } from '../accounts/scopes.js';
import type { AppReply } from '../http/request.js';
import { Access, Returns } from '../http/route.js';
import * as contract from './evidence.contract.js';
import { EvidenceMedia } from './evidence-media.service.js';
import { RenditionRequests } from './rendition-requests.service.js';
import { ManifestReader, type SignedManifest } from './manifest-reader.js';

@ApiTags('Evidence')
@Controller('v1')
export class EvidenceController {
  constructor(
    private readonly media: EvidenceMedia,
    private readonly manifests: ManifestReader,
    private readonly requests: RenditionRequests,
  ) {}

  /** An original is given away for a reason only, which stays on record with who asked. */
  @Get('clips/:clipId/media/:kind')
  @Access({ brand: 'agent' })
  @ApiResponse({
    status: 303,
    description: 'Where the film or picture can be fetched for the next five minutes',
  })
  async watch(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.MediaParams }) params: z.infer<typeof contract.MediaParams>,
    @Query({ schema: contract.MediaQuery }) why: z.infer<typeof contract.MediaQuery>,
    @Res() reply: AppReply,
  ): Promise<void> {
    const url = await this.media.address({ ...params, ...why, brandId: brand.brandId, actor: brand.actor });
    await reply.header('cache-control', 'no-store').redirect(url, 303);
  }

  @Post('clips/:clipId/exports')
  @Access({ brand: 'agent' })
  @Returns(202, 'A copy with clip, time and scans burnt in is being made', contract.RenditionAccepted)
  async export(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.ClipOfBrandParams }) params: z.infer<typeof contract.ClipOfBrandParams>,
    @Body({ schema: contract.ExportBody }) { reason }: z.infer<typeof contract.ExportBody>,
  ): Promise<z.infer<typeof contract.RenditionAccepted>> {
    return this.requests.askForExport({ ...params, reason, brandId: brand.brandId, actor: brand.actor });
  }

  @Post('clips/:clipId/renditions')
  @Access({ brand: 'admin' })
  @Returns(202, 'All renditions are being made anew from the original', contract.RenditionAccepted)
  async rebuild(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.ClipOfBrandParams }) params: z.infer<typeof contract.ClipOfBrandParams>,
  ): Promise<z.infer<typeof contract.RenditionAccepted>> {
    return this.requests.askForRebuild({ ...params, brandId: brand.brandId, actor: brand.actor });
  }

  @Get('clips/:clipId/manifest')
  @Access({ brand: 'auditor' })
  @ApiProduces('application/json')
  @ApiResponse({ status: 200, description: 'The evidence manifest, byte for byte as it was signed' })
  async manifest(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.ManifestParams }) params: z.infer<typeof contract.ManifestParams>,
    @Res() reply: AppReply,
  ): Promise<void> {
    const manifest = await this.manifests.read(brand.brandId, params.clipId);
    await signatureHeaders(reply, manifest).type('application/json').send(manifest.bytes);
  }

  @Get('clips/:clipId/manifest/signature')
  @Access({ brand: 'auditor' })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'Detached ECDSA P-256 signature (DER) over the manifest' })
  async signature(
    @BrandScope() brand: BrandScope,
    @Param({ schema: contract.ManifestParams }) params: z.infer<typeof contract.ManifestParams>,
    @Res() reply: AppReply,
  ): Promise<void> {
    const manifest = await this.manifests.read(brand.brandId, params.clipId);
    await signatureHeaders(reply, manifest).type('application/octet-stream').send(manifest.signature);
  }
}

function signatureHeaders(reply: AppReply, manifest: SignedManifest): AppReply {
  return reply
    .header('akashi-sha256', manifest.sha256)
    .header('akashi-signature', manifest.signature.toString('base64'))
    .header('akashi-key-id', manifest.keyId);
}
