import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when storage has promised to keep an original. */
export class EvidenceLocks20261130107000 implements MigrationInterface {
  name = 'EvidenceLocks1796037000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
alter table clips add column original_locked_until timestamptz;
comment on column clips.original_locked_until is 'until when storage refuses to delete the original (Object Lock, governance); null: it promised nothing';
`;

const DOWN = `
alter table clips drop column original_locked_until;
`;
