import type { Pool } from "@handrail/db/client";

import { readAnchors, type Head } from "../kernel/anchors.ts";

/** Something in the audit log that is not as it was written. */
interface Finding {
  readonly tenantId: string | null;
  /** The first place in the tenant's chain that is wrong; null where the fault is in the anchor file. */
  readonly seq: number | null;
  readonly problem: string;
}

export interface AuditReport {
  readonly tenants: number;
  readonly rows: number;
  /** Written within the last seconds and not in the chain yet. */
  readonly unsealed: number;
  readonly anchors: number;
  readonly findings: readonly Finding[];
}

interface ChainRow {
  tenant_id: string;
  rows: string;
  unsealed: string;
  first_bad_seq: string | null;
  head_seq: string | null;
}

/** Rows that have waited longer than this are not being sealed, or were taken out of the chain. */
const sealedWithin = "1 minute";

/**
 * Walks every tenant's chain, and compares it with the heads that were signed outside the database: the chain shows what
 * was changed inside it, the anchors that its tail was cut or that it was written anew. `pool` is `handrail_worker`'s.
 */
export const verifyAudit = async (pool: Pool, anchorFile: string): Promise<AuditReport> => {
  const anchors = await readAnchors(anchorFile);
  const findings: Finding[] = (anchors?.badLines ?? []).map((line) => ({
    tenantId: null,
    seq: null,
    problem: `Line ${line} of the anchor file was not written by the holder of its key, or not at this place.`,
  }));
  const chains = await withTime(pool, (tx) => tx<ChainRow[]>`select * from app.verify_audit()`);
  const isSealed = chains.some(({ head_seq }) => head_seq !== null);
  if (anchors === undefined && isSealed)
    findings.push({ tenantId: null, seq: null, problem: "There is no anchor file, or no key to check it with." });
  for (const { tenant_id, first_bad_seq } of chains)
    if (first_bad_seq !== null)
      findings.push({
        tenantId: tenant_id,
        seq: Number(first_bad_seq),
        problem: "An entry was changed, removed, inserted or moved.",
      });

  const heads = new Map(chains.map((chain) => [chain.tenant_id, Number(chain.head_seq ?? 0)]));
  for (const [tenantId, anchored] of byTenant(anchors?.heads ?? [])) {
    const headSeq = heads.get(tenantId) ?? 0;
    findings.push(...(await compare(pool, { tenantId, anchored, headSeq })));
  }
  for (const { tenant_id } of chains) findings.push(...(await waiting(pool, tenant_id)));
  return {
    tenants: chains.length,
    rows: chains.reduce((sum, { rows }) => sum + Number(rows), 0),
    unsealed: chains.reduce((sum, { unsealed }) => sum + Number(unsealed), 0),
    anchors: anchors?.heads.length ?? 0,
    findings,
  };
};

const byTenant = (heads: readonly Head[]): ReadonlyMap<string, readonly Head[]> => {
  const found = new Map<string, Head[]>();
  for (const head of heads) {
    const own = found.get(head.tenantId) ?? [];
    own.push(head);
    found.set(head.tenantId, own);
  }
  return found;
};

/** The role's five seconds are for requests; a long chain takes longer to walk. */
const withTime = <T>(pool: Pool, work: (tx: Parameters<Parameters<Pool["begin"]>[1]>[0]) => Promise<T>) =>
  pool.begin(async (tx) => {
    await tx`set local statement_timeout = '30min'`;
    return work(tx);
  });

interface Anchored {
  readonly tenantId: string;
  readonly anchored: readonly Head[];
  readonly headSeq: number;
}

const compare = async (pool: Pool, { tenantId, anchored, headSeq }: Anchored): Promise<readonly Finding[]> => {
  const last = Math.max(...anchored.map(({ seq }) => seq));
  const found: Finding[] = [];
  if (last > headSeq)
    found.push({
      tenantId,
      seq: headSeq + 1,
      problem: `The end was cut off: ${last} entries were anchored, ${headSeq} are left.`,
    });
  const rows = await withTime(pool, async (tx) => {
    await tx`select app.begin_job(${tenantId})`;
    const seqs = anchored.map(({ seq }) => seq);
    return tx<{ seq: string; hash: Uint8Array }[]>`
      select seq, hash from audit_logs where tenant_id = ${tenantId} and seq = any(${seqs}::bigint[])`;
  });
  const hashes = new Map(rows.map(({ seq, hash }) => [Number(seq), Buffer.from(hash).toString("hex")]));
  const other = anchored.filter(({ seq, hash }) => hashes.has(seq) && hashes.get(seq) !== hash).map(({ seq }) => seq);
  if (other.length > 0)
    found.push({
      tenantId,
      seq: Math.min(...other),
      problem: "The chain is not the one that was anchored: it was written anew up to here.",
    });
  return found;
};

const waiting = async (pool: Pool, tenantId: string): Promise<readonly Finding[]> => {
  const [row] = await withTime(pool, async (tx) => {
    await tx`select app.begin_job(${tenantId})`;
    return tx<{ count: number }[]>`
      select count(*)::int as count from audit_logs
       where tenant_id = ${tenantId} and seq is null and created_at < now() - ${sealedWithin}::interval`;
  });
  const count = row?.count ?? 0;
  return count === 0
    ? []
    : [{ tenantId, seq: null, problem: `${count} entries have waited for their seal for more than ${sealedWithin}.` }];
};
