/** Roles of staff. On a brand: auditor (reads only) < agent < manager < admin. On a warehouse: packer < manager. */
export type Role = 'packer' | 'agent' | 'auditor' | 'manager' | 'admin';

/** Which pools a bench serves, by kind of requirement; null: all of that kind. */
export interface StationCapabilities {
  zones: string[] | null;
  temperatures: string[] | null;
  skills: string[] | null;
}

/** Who did something, as it is kept in events and rows: a kind and an id, never a name. */
export interface Actor {
  kind: 'brand-key' | 'staff' | 'station' | 'operator' | 'customer' | 'system';
  id: string;
}

export interface Membership {
  brandId?: string;
  warehouseId?: string;
  role: Role;
}

export interface OperatorPrincipal {
  kind: 'operator';
}

export interface BrandKeyPrincipal {
  kind: 'brand-key';
  brandId: string;
  keyId: string;
  role: 'admin';
}

export interface StaffPrincipal {
  kind: 'staff';
  personId: string;
  sessionId: string;
  memberships: Membership[];
  /** The brand and the warehouse that the person works for in this session; each is one of the memberships. */
  brandId?: string;
  warehouseId?: string;
}

export interface StationPrincipal {
  kind: 'station';
  stationId: string;
  warehouseId: string;
  capabilities: StationCapabilities;
  /** Who has signed in at the station with a badge. */
  packer?: { packerId: string; pseudonym: string; sessionId: string };
}

/** What a request's credential stands for. */
export type Principal = OperatorPrincipal | BrandKeyPrincipal | StaffPrincipal | StationPrincipal;

/** The principal as an actor of events. At a station it is the station: evidence names the packer separately. */
export function actorOf(principal: Principal): Actor {
  switch (principal.kind) {
    case 'operator':
      return { kind: 'operator', id: 'operator' };
    case 'brand-key':
      return { kind: 'brand-key', id: principal.keyId };
    case 'staff':
      return { kind: 'staff', id: principal.personId };
    case 'station':
      return { kind: 'station', id: principal.stationId };
  }
}
