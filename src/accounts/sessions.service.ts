import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '../database/ids.js';
import { affected, firstRow } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import type { Session, SessionScope, SignIn } from './accounts.contract.js';
import { SESSION_SECONDS } from './cookies.js';
import { LoginLimit } from './login.limit.js';
import { passwordFits } from './passwords.js';
import { normalizeEmail, PeopleService } from './people.service.js';
import type { StaffPrincipal } from './principal.js';
import { hashSecret, newSecret } from './secrets.js';

// The first brand and the first warehouse are chosen, so that most people never see the choice.
const OPEN_SESSION = `
  insert into staff_sessions (id, person_id, token_hash, brand_id, warehouse_id, expires_at)
  select $1, $2, $3,
    (select brand_id from memberships where person_id = $2 and brand_id is not null order by id limit 1),
    (select warehouse_id from memberships where person_id = $2 and warehouse_id is not null order by id limit 1),
    now() + make_interval(secs => $4)`;

/** Signing staff in and out. The cookie's token is stored as its hash; a session ends after twelve hours. */
@Injectable()
export class SessionsService {
  private readonly limit = new LoginLimit();

  constructor(
    private readonly dataSource: DataSource,
    private readonly people: PeopleService,
  ) {}

  /** Opens a session; `wrong_login` doesn't tell whether e-mail or password was wrong. */
  async open({ email, password }: SignIn): Promise<{ token: string; session: Session }> {
    const subject = normalizeEmail(email);
    this.refuseGuessing(subject);
    const person = await firstRow<{ id: string; password_hash: string }>(
      this.dataSource,
      'select id, password_hash from people where email_normalized = $1 and disabled_at is null',
      [subject],
    );
    const fits = await passwordFits(person?.password_hash, password);
    if (!person || !fits) {
      this.limit.recordFailure(subject, Date.now());
      throw new AppError('wrong_login', 'Check the e-mail address and the password and try again.');
    }
    this.limit.forget(subject);
    const sessionId = newId();
    const token = newSecret();
    await affected(this.dataSource, OPEN_SESSION, [sessionId, person.id, hashSecret(token), SESSION_SECONDS]);
    return { token, session: await this.describe(sessionId, person.id) };
  }

  /** The session as the console shows it. */
  async describe(sessionId: string, personId: string): Promise<Session> {
    const person = await this.people.get(personId);
    const row = await firstRow<{ brand_id: string | null; warehouse_id: string | null; expires_at: Date }>(
      this.dataSource,
      'select brand_id, warehouse_id, expires_at from staff_sessions where id = $1',
      [sessionId],
    );
    if (!row) throw new AppError('unauthenticated', 'Sign in again.');
    return {
      person,
      brandId: row.brand_id,
      warehouseId: row.warehouse_id,
      expiresAt: row.expires_at.toISOString(),
    };
  }

  /** Chooses what to work for; both must be the person's own. */
  async choose(staff: StaffPrincipal, scope: SessionScope): Promise<Session> {
    const isOwn = ({ brandId, warehouseId }: SessionScope) =>
      staff.memberships.some(
        (held) => (brandId && held.brandId === brandId) || (warehouseId && held.warehouseId === warehouseId),
      );
    const chosen = [{ brandId: scope.brandId }, { warehouseId: scope.warehouseId }];
    const foreign = chosen.some((one) => (one.brandId ?? one.warehouseId) !== undefined && !isOwn(one));
    if (foreign)
      throw new AppError('membership_not_found', 'Choose one of the memberships that GET /v1/session lists.');
    await affected(
      this.dataSource,
      `update staff_sessions set brand_id = coalesce($2, brand_id), warehouse_id = coalesce($3, warehouse_id)
       where id = $1`,
      [staff.sessionId, scope.brandId ?? null, scope.warehouseId ?? null],
    );
    return this.describe(staff.sessionId, staff.personId);
  }

  async close(sessionId: string): Promise<void> {
    await affected(this.dataSource, 'update staff_sessions set revoked_at = now() where id = $1', [
      sessionId,
    ]);
  }

  private refuseGuessing(subject: string): void {
    const waitMs = this.limit.waitMs(subject, Date.now());
    if (waitMs === 0) return;
    const retryAfterSeconds = Math.ceil(waitMs / 1000);
    throw new AppError('too_many_logins', 'Too many wrong passwords; wait and try again.', {
      retryAfterSeconds,
    });
  }
}
