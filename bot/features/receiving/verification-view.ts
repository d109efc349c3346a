import type { Verification } from '../../../core/arca/verification.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { cut } from './wording.ts';

/** What ARCA says about the invoice, and what to do about it; nothing where it was not asked. */
export function verificationRows(verification: Verification | null | undefined): readonly string[] {
  if (verification == null) return [];
  if (verification.state === 'pending') return [t('arca-pending')];
  const words = escapeHtml(cut(verification.message ?? '', 120));
  return [t(`arca-${verification.standing}`, { words })];
}
