import type { Principal, Role } from './principal.js';

/**
 * Who may call a route. One declaration a route, checked by the guard and published in OpenAPI.
 * - `public`: anybody; nothing of the caller is looked at
 * - `customer`: the route checks a tracking link itself
 * - `{ brand: role }`: that role or a larger one on the brand that the credential stands for
 * - `{ warehouse: role }`: the same on a warehouse
 * - `staff`: anybody who is signed in, whatever the scope (their own session)
 * - `auditor`: who checks evidence, on the whole instance: the operator, a brand's key, anybody with a role on a brand. Auditors may
 *   ask for what changes nobody's data here
 * - `station`, `station+packer`: an enrolled station, with somebody signed in
 */
export type AccessRule =
  | 'public'
  | 'customer'
  | 'operator'
  | 'staff'
  | 'auditor'
  | 'station'
  | 'station+packer'
  | { brand: BrandRole }
  | { warehouse: WarehouseRole };

export type BrandRole = Exclude<Role, 'packer'>;
export type WarehouseRole = 'packer' | 'manager';

/** What a permitted request works on, taken from the credential and never from the address or the body. */
export interface Scope {
  brandId?: string;
  warehouseId?: string;
}

export type Refusal = 'wrong_credential' | 'role_too_small' | 'no_scope_chosen' | 'packer_not_signed_in';

const BRAND_ROLES: readonly Role[] = ['auditor', 'agent', 'manager', 'admin'];
const WAREHOUSE_ROLES: readonly Role[] = ['packer', 'manager'];

/**
 * Decides whether a principal may call a route, and on what it then works. An auditor never writes, whatever role a
 * route asks for.
 * @param write whether the method changes something
 */
export function decideAccess(rule: AccessRule, principal: Principal, write: boolean): Scope | Refusal {
  if (typeof rule === 'object') {
    return 'brand' in rule ? onBrand(rule.brand, principal, write) : onWarehouse(rule.warehouse, principal);
  }
  switch (rule) {
    case 'public':
    case 'customer':
      return {};
    case 'operator':
      return principal.kind === 'operator' ? {} : 'wrong_credential';
    case 'staff':
      return principal.kind === 'staff' ? {} : 'wrong_credential';
    case 'auditor':
      return principal.kind === 'operator' ? {} : onBrand('auditor', principal, false);
    case 'station':
    case 'station+packer':
      if (principal.kind !== 'station') return 'wrong_credential';
      if (rule === 'station+packer' && !principal.packer) return 'packer_not_signed_in';
      return { warehouseId: principal.warehouseId };
  }
}

function onBrand(least: BrandRole, principal: Principal, write: boolean): Scope | Refusal {
  if (principal.kind === 'brand-key') return { brandId: principal.brandId };
  if (principal.kind !== 'staff') return 'wrong_credential';
  const { brandId } = principal;
  const held = principal.memberships.find((membership) => brandId && membership.brandId === brandId);
  if (!held)
    return principal.memberships.some((membership) => membership.brandId)
      ? 'no_scope_chosen'
      : 'role_too_small';
  if (held.role === 'auditor' && write) return 'role_too_small';
  return BRAND_ROLES.indexOf(held.role) >= BRAND_ROLES.indexOf(least) ? { brandId } : 'role_too_small';
}

function onWarehouse(least: WarehouseRole, principal: Principal): Scope | Refusal {
  if (principal.kind !== 'staff') return 'wrong_credential';
  const { warehouseId } = principal;
  const held = principal.memberships.find(
    (membership) => warehouseId && membership.warehouseId === warehouseId,
  );
  if (!held) {
    return principal.memberships.some((membership) => membership.warehouseId)
      ? 'no_scope_chosen'
      : 'role_too_small';
  }
  return WAREHOUSE_ROLES.indexOf(held.role) >= WAREHOUSE_ROLES.indexOf(least)
    ? { warehouseId }
    : 'role_too_small';
}

/** The rule as OpenAPI shows it: `brand:agent`, `warehouse:manager`, `station`, … */
export function accessLabel(rule: AccessRule): string {
  if (typeof rule === 'string') return rule;
  return 'brand' in rule ? `brand:${rule.brand}` : `warehouse:${rule.warehouse}`;
}
