import * as z from "zod/mini";

import { CaseId, MutationId, UserId } from "../kernel/ids.ts";
import { filledText } from "../kernel/text.ts";

export const RootCause = z.enum(["health", "family", "academic", "financial", "behavioral", "other"]);
export type RootCause = z.infer<typeof RootCause>;
export const Urgency = z.enum(["low", "medium", "high"]);
export type Urgency = z.infer<typeof Urgency>;
export const CaseStatus = z.enum(["open", "monitoring", "improving", "not_improving", "escalated", "closed"]);
export type CaseStatus = z.infer<typeof CaseStatus>;
/** `status`: a case moved on without further words. */
export const CaseEntryKind = z.enum(["meeting", "update", "status"]);
export type CaseEntryKind = z.infer<typeof CaseEntryKind>;
/** What a person may be in the middle of writing. */
export const DraftKind = z.enum(["meeting", "update"]);

/** Longest texts, in characters. */
export const caseTexts = { words: 8_000, reason: 500, action: 300, templateTitle: 120 } as const;

export const Words = filledText(caseTexts.words);
export const Reason = filledText(caseTexts.reason);
/** The version of a row that the person saw. */
export const SeenVersion = z.int().check(z.gte(0), z.lte(2_000_000_000));

/** The start of every command on a case that is there already. */
export const onCase = { mutationId: MutationId, caseId: CaseId } as const;

export const CaseIdInput = z.strictObject({ caseId: CaseId });

/** Staff, by the name colleagues know them by. */
export const Staff = z.object({ id: UserId, name: z.string() });
export type Staff = z.infer<typeof Staff>;

/** What every command on a case answers: ask `casework.one` for the rest. */
export const CaseChange = z.object({ caseId: CaseId, version: z.number(), status: CaseStatus });
export type CaseChange = z.infer<typeof CaseChange>;
/** As above, with the entry or the action that was written. */
export const EntryChange = z.extend(CaseChange, { entryId: z.nullable(z.string()) });
export type EntryChange = z.infer<typeof EntryChange>;
