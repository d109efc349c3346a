/** An id that is nobody’s. */
export const NOBODY = `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`;

/** Data that no button of ours has, or had: nothing may happen, and nothing may break. */
export const FORGED: readonly string[] = [
  'mov:1:ok:1',
  `mov:${NOBODY}:q:1:0:999999`,
  `mov:${NOBODY}:toString:1`,
  "und:'; drop table movement; --",
  'exp:people:csv',
  `doc:${NOBODY}:constructor:1:0`,
  `inv:${NOBODY}:r:owner`,
  `plm:${NOBODY}:00000000-0000`,
  `cnt:${NOBODY}:k:00000000:00000000`,
  `apl:owner:exit:none`,
  `apl:staff:exit:-1`,
  `ord:${NOBODY}:q1=-4`,
  `prc:${NOBODY}:q0=1e9`,
  `min:${NOBODY}:5`,
  'bar:0:1',
  'fcp:hourly:on',
  'nothing:at:all',
  '',
];
