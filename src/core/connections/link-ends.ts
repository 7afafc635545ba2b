import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';
import type {LinkEnd} from '../../net/link/link.ts';
import type {CloseReason} from '../api/api.ts';

/** Why a link ended, as the user is told. */
export function closeReason(end: LinkEnd): CloseReason {
  switch (end.type) {
    case 'bye':
      return end.bye.reason;
    case 'closed':
      return end.reason;
    case 'protocol':
      return 'protocol';
    case 'lost':
      return 'lost';
  }
}

/** What there is to say about it besides; null for nothing. */
export function endDetail(end: LinkEnd): SafeText | null {
  switch (end.type) {
    case 'bye':
      return end.bye.detail === '' ? null : safeLine(end.bye.detail);
    case 'closed':
      return null;
    case 'protocol':
    case 'lost':
      return safeLine(end.detail);
  }
}
