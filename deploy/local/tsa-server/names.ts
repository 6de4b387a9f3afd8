// Names that nobody can take for a trusted authority's. src/timestamps/authority-name.ts knows the first one.
export const AUTHORITY_NAME = 'Akashi local time stamps (not independent)';
export const CA_NAME = 'Akashi local time stamps CA (not independent)';

/** What the tokens are issued under: an arc below a UUID (ITU-T X.667), which needs no registration. */
export const POLICY_OID = '2.25.251471902374086229512804316592018571340';
