import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { violatedConstraint } from '../database/pg-errors.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { Membership, type NewPerson, type Person } from './accounts.contract.js';
import { hashPassword } from './passwords.js';

interface PersonRow {
  id: string;
  email: string;
  name: string;
  locale: Person['locale'];
}

interface MembershipRow {
  brand_id: string | null;
  warehouse_id: string | null;
  role: string;
}

const REFUSED_MEMBERSHIP: Readonly<Record<string, () => AppError>> = {
  people_email_key: () => new AppError('email_taken', 'This e-mail address has an account already.'),
  memberships_brand_fkey: () =>
    new AppError('brand_not_found', 'A membership names a brand that does not exist.'),
  memberships_warehouse_fkey: () =>
    new AppError('warehouse_not_found', 'A membership names a warehouse that does not exist.'),
  memberships_scope_key: () =>
    new AppError('invalid_request', 'Name each brand and each warehouse once in memberships.', {
      errors: [{ path: 'memberships', message: 'two roles for one scope' }],
    }),
};

/** An e-mail address as it is compared: trimmed, NFKC, lower case. */
export function normalizeEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

/** People who sign in with e-mail and password, and their roles. */
@Injectable()
export class PeopleService {
  constructor(private readonly dataSource: DataSource) {}

  /** Creates a person with all memberships, or nothing. */
  async create(person: NewPerson): Promise<Person> {
    const passwordHash = await hashPassword(person.password);
    try {
      return await inTransaction(this.dataSource, async (manager) => {
        const id = newId();
        await affected(
          manager,
          `insert into people (id, email, email_normalized, name, locale, password_hash)
           values ($1, $2, $3, $4, $5, $6)`,
          [id, person.email, normalizeEmail(person.email), person.name, person.locale, passwordHash],
        );
        for (const membership of person.memberships) await addMembership(manager, id, membership);
        const { email, name, locale, memberships } = person;
        return { id, email, name, locale, memberships };
      });
    } catch (error) {
      throw REFUSED_MEMBERSHIP[violatedConstraint(error) ?? '']?.() ?? error;
    }
  }

  /** A person as they see themselves. */
  async get(personId: string): Promise<Person> {
    const row = await firstRow<PersonRow>(
      this.dataSource,
      'select id, email, name, locale from people where id = $1',
      [personId],
    );
    if (!row) throw new AppError('person_not_found', 'This person does not exist any more.');
    const { id, email, name, locale } = row;
    return { id, email, name, locale, memberships: await this.membershipsOf(personId) };
  }

  private async membershipsOf(personId: string): Promise<Membership[]> {
    const found = await rows<MembershipRow>(
      this.dataSource,
      'select brand_id, warehouse_id, role from memberships where person_id = $1 order by id',
      [personId],
    );
    return found.map(toMembership);
  }
}

async function addMembership(
  manager: EntityManager,
  personId: string,
  membership: Membership,
): Promise<void> {
  const brandId = 'brandId' in membership ? membership.brandId : null;
  const warehouseId = 'warehouseId' in membership ? membership.warehouseId : null;
  await affected(
    manager,
    'insert into memberships (id, person_id, brand_id, warehouse_id, role) values ($1, $2, $3, $4, $5)',
    [newId(), personId, brandId, warehouseId, membership.role],
  );
}

function toMembership(row: MembershipRow): Membership {
  return Membership.parse(
    row.brand_id
      ? { brandId: row.brand_id, role: row.role }
      : { warehouseId: row.warehouse_id, role: row.role },
  );
}
