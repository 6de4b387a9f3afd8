import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which scans brought an address label into the picture; and no foreign codes, such as a person's badge, kept in clear. What a
 * person's privacy rests on is put right in old rows too, the one time that rows of scans are changed.
 */
export class LabelSight20261122100000 implements MigrationInterface {
  name = 'LabelSight1795341600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
alter table scans add column label_seen boolean not null default false;
comment on column scans.label_seen is 'what was scanned may have been an address label: from here on one may be in the picture';
comment on column scans.code is 'a product, label, order or command that was understood; of anything else withheld:<keyed digest>';
comment on column scans.result is 'counted, surplus, not_on_order, waybill_bound, swapped_label, bad_check_digit, exception_resolved, understood, not_understood; claimed: the task was begun by scanning this label';
alter table scans disable trigger scans_append_only;
update scans set label_seen = true
  where kind = 'waybill'
    or (result in ('not_on_order', 'bad_check_digit', 'not_understood') and regexp_replace(code, '[^0-9A-Za-z]', '', 'g') ~ '[0-9]{8}');
update scans s set kind = 'unknown', code = 'withheld'
  where (s.kind = 'unknown' or s.result = 'not_on_order')
    and not exists (select 1 from items i where i.brand_id = s.brand_id and (i.sku = s.code or i.gtin = s.code));
alter table scans enable trigger scans_append_only`;

const DOWN = `
alter table scans drop column label_seen;
comment on column scans.code is null;
comment on column scans.result is 'counted, surplus, not_on_order, waybill_bound, swapped_label, bad_check_digit, understood, not_understood'`;
