import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AppRequest } from '../http/request.js';
import { type Actor, actorOf, type Principal, type StationCapabilities } from './principal.js';

/** The brand a request works on, and who acts: `@BrandScope() brand: BrandScope`. */
export interface BrandScope {
  brandId: string;
  actor: Actor;
}

export interface WarehouseScope {
  warehouseId: string;
  actor: Actor;
}

export interface StationScope {
  stationId: string;
  warehouseId: string;
  capabilities: StationCapabilities;
  packerId?: string;
  packer?: { packerId: string; pseudonym: string; sessionId: string };
  actor: Actor;
}

/** The credential's brand, on routes with `@Access({ brand: … })`. */
export const BrandScope = createParamDecorator((_: unknown, context: ExecutionContext): BrandScope => {
  const { principal, scope } = permitted(context);
  if (!scope.brandId) throw new Error('@BrandScope needs @Access({ brand: … })');
  return { brandId: scope.brandId, actor: actorOf(principal) };
});

/** The credential's warehouse, on routes with `@Access({ warehouse: … })`. */
export const WarehouseScope = createParamDecorator(
  (_: unknown, context: ExecutionContext): WarehouseScope => {
    const { principal, scope } = permitted(context);
    if (!scope.warehouseId) throw new Error('@WarehouseScope needs @Access({ warehouse: … })');
    return { warehouseId: scope.warehouseId, actor: actorOf(principal) };
  },
);

/** The calling station, on routes with `@Access('station')` or `@Access('station+packer')`. */
export const StationScope = createParamDecorator((_: unknown, context: ExecutionContext): StationScope => {
  const { principal } = permitted(context);
  if (principal.kind !== 'station') throw new Error("@StationScope needs @Access('station')");
  const { stationId, warehouseId, capabilities, packer } = principal;
  return {
    stationId,
    warehouseId,
    capabilities,
    packerId: packer?.packerId,
    packer,
    actor: actorOf(principal),
  };
});

/** The caller's credential itself; services take scopes instead wherever they can. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => permitted(context).principal,
);

function permitted(context: ExecutionContext) {
  const request = context.switchToHttp().getRequest<AppRequest>();
  if (!request.principal || !request.scope)
    throw new Error('scopes need a route whose @Access asks for a credential');
  return { principal: request.principal, scope: request.scope };
}
