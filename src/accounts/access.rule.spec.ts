import { type AccessRule, decideAccess } from './access.rule.js';
import type { Principal, Role } from './principal.js';

const brandKey: Principal = { kind: 'brand-key', brandId: 'b1', keyId: 'k1', role: 'admin' };
const capabilities = { zones: null, temperatures: null, skills: null };
const station = { kind: 'station' as const, stationId: 's1', warehouseId: 'w1', capabilities };

function staff(
  role: Role,
  chosen: { brandId?: string; warehouseId?: string } = { brandId: 'b1' },
): Principal {
  const scope = role === 'packer' ? { warehouseId: 'w1' } : { brandId: 'b1' };
  return { kind: 'staff', personId: 'p1', sessionId: 'x1', memberships: [{ ...scope, role }], ...chosen };
}

describe('access to a brand', () => {
  it('is given to a brand key and to roles that are large enough', () => {
    expect(decideAccess({ brand: 'admin' }, brandKey, true)).toEqual({ brandId: 'b1' });
    expect(decideAccess({ brand: 'agent' }, staff('agent'), true)).toEqual({ brandId: 'b1' });
    expect(decideAccess({ brand: 'agent' }, staff('admin'), true)).toEqual({ brandId: 'b1' });
  });

  it('is refused to a smaller role, and to an auditor who writes', () => {
    expect(decideAccess({ brand: 'manager' }, staff('agent'), false)).toBe('role_too_small');
    expect(decideAccess({ brand: 'auditor' }, staff('auditor'), false)).toEqual({ brandId: 'b1' });
    expect(decideAccess({ brand: 'auditor' }, staff('auditor'), true)).toBe('role_too_small');
  });

  it('is refused to staff of a warehouse, to stations and to the operator', () => {
    expect(decideAccess({ brand: 'auditor' }, staff('packer', { warehouseId: 'w1' }), false)).toBe(
      'role_too_small',
    );
    expect(decideAccess({ brand: 'auditor' }, station, false)).toBe('wrong_credential');
    expect(decideAccess({ brand: 'auditor' }, { kind: 'operator' }, false)).toBe('wrong_credential');
  });

  it('asks for a choice when the session has none, and never takes a brand without a membership', () => {
    expect(decideAccess({ brand: 'agent' }, staff('agent', {}), false)).toBe('no_scope_chosen');
    expect(decideAccess({ brand: 'agent' }, staff('agent', { brandId: 'b2' }), false)).toBe(
      'no_scope_chosen',
    );
  });
});

describe('access for whoever checks evidence', () => {
  it('is given to the operator, to brand keys and to any role on a brand, also to write', () => {
    expect(decideAccess('auditor', { kind: 'operator' }, true)).toEqual({});
    expect(decideAccess('auditor', brandKey, true)).toEqual({ brandId: 'b1' });
    expect(decideAccess('auditor', staff('auditor'), true)).toEqual({ brandId: 'b1' });
    expect(decideAccess('auditor', station, true)).toBe('wrong_credential');
    expect(decideAccess('auditor', staff('packer', { warehouseId: 'w1' }), true)).toBe('role_too_small');
  });
});

describe('access to a warehouse and its stations', () => {
  it('needs a membership there', () => {
    expect(decideAccess({ warehouse: 'packer' }, staff('packer', { warehouseId: 'w1' }), true)).toEqual({
      warehouseId: 'w1',
    });
    expect(decideAccess({ warehouse: 'manager' }, staff('packer', { warehouseId: 'w1' }), true)).toBe(
      'role_too_small',
    );
    expect(decideAccess({ warehouse: 'packer' }, brandKey, false)).toBe('wrong_credential');
  });

  it('needs a packer at the station where the route says so', () => {
    const packer = { packerId: 'q1', pseudonym: 'P-07', sessionId: 'x' };
    const rule: AccessRule = 'station+packer';
    expect(decideAccess(rule, station, true)).toBe('packer_not_signed_in');
    expect(decideAccess(rule, { ...station, packer }, true)).toEqual({ warehouseId: 'w1' });
    expect(decideAccess('station', brandKey, true)).toBe('wrong_credential');
  });
});
