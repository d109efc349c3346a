import type { Tx } from '../../drizzle/client.ts';
import type { LineMatch } from '../catalog/line-match.ts';
import { matchLines } from '../catalog/matching.ts';
import type { DraftLine, InvoiceDraft } from '../invoice/draft.ts';

/** Matches that follow an edit: new or renamed lines are looked up, people's choices stay, pack sizes follow the line. */
export async function matchesAfterEdit(
  tx: Tx,
  document: {
    readonly companyId: string;
    readonly draft: InvoiceDraft;
    readonly matches: readonly LineMatch[];
  },
  edited: InvoiceDraft,
): Promise<readonly LineMatch[]> {
  const before = new Map(document.draft.lines.map((line) => [line.id, line]));
  const known = new Map(document.matches.map((match) => [match.lineId, match]));
  const changed = edited.lines.filter((line) => isRenamed(line, before.get(line.id), known.get(line.id)));
  const fresh =
    changed.length === 0
      ? []
      : await matchLines(tx, { companyId: document.companyId, draft: { ...edited, lines: changed } });
  const found = new Map(fresh.map((match) => [match.lineId, match]));
  return edited.lines.flatMap((line) => {
    const match = found.get(line.id) ?? known.get(line.id);
    if (match === undefined) return [];
    const packChanged = line.unitsPerPack !== (before.get(line.id)?.unitsPerPack ?? null);
    return [
      packChanged && line.unitsPerPack !== null ? { ...match, unitsPerPack: line.unitsPerPack } : match,
    ];
  });
}

function isRenamed(line: DraftLine, before: DraftLine | undefined, match: LineMatch | undefined): boolean {
  if (before === undefined || match === undefined) return true;
  if (match.via === 'person' || match.via === 'created') return false;
  return line.code !== before.code || line.description !== before.description;
}
