import { isExtended, keysIn } from '../../model/macsec.ts';
import type { Draft } from '../draft.ts';
import { childOf, itemsOf, type Span } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** MACSEC_XPN_MAX_REPLAY_WINDOW, drivers/net/macsec.c */
const WIDEST_EXTENDED = 2 ** 30 - 1;

/** Checks a MACsec device beyond the forms of its keys, like macsec_validate_attr. */
export function checkMacsec(draft: Draft, reporter: Reporter): void {
  checkIdentifier(draft, reporter);
  checkTag(draft, reporter);
  checkReplay(draft, reporter);
  checkEncoding(draft, reporter);
}

const spanOf = ({ spans, key }: Draft, attribute: string): Span => spans.get(`macsec.${attribute}`) ?? key;

function checkIdentifier(draft: Draft, reporter: Reporter): void {
  const { attributes } = draft;
  if (attributes['macsec.sci'] === undefined || attributes['macsec.port'] === undefined) return;
  const related = { message: '"sci" is set here', span: spanOf(draft, 'sci') };
  const message = '"port" is part of "sci": write one of them';
  reporter.error('conflict', spanOf(draft, 'port'), message, { related });
}

/** A frame includes its sender's identifier, or has a bit that says why not: these three exclude each other. */
function checkTag(draft: Draft, reporter: Reporter): void {
  const { attributes } = draft;
  const [bit, other] = ['end-station', 'scb'].filter((name) => attributes[`macsec.${name}`] === true);
  if (bit === undefined) return;
  if (other !== undefined) {
    const related = { message: `"${bit}" is set here`, span: spanOf(draft, bit) };
    const message = `"${bit}" and "${other}" exclude each other`;
    reporter.error('conflict', spanOf(draft, other), message, { related });
  } else if (attributes['macsec.send-sci'] !== false) {
    const message = `"${bit}" stands for an identifier that is not sent`;
    reporter.error('conflict', spanOf(draft, bit), message, { hint: 'write "send-sci: false" beside it' });
  }
}

/** The kernel requires a window to turn protection on, and reports none without protection. */
function checkReplay(draft: Draft, reporter: Reporter): void {
  const { 'macsec.replay-protect': protect, 'macsec.window': window } = draft.attributes;
  if (protect === true && window === undefined) {
    const message = '"replay-protect" needs "window"';
    const hint = '"window: 0" accepts no packet that is late';
    reporter.error('missing-key', spanOf(draft, 'replay-protect'), message, { hint });
  }
  if (window === undefined) return;
  if (protect !== true) {
    const message = '"window" belongs to replay protection';
    const hint = 'write "replay-protect: true" beside it';
    reporter.error('conflict', spanOf(draft, 'window'), message, { hint });
  } else if (
    isExtended(String(draft.attributes['macsec.cipher'] ?? '')) &&
    Number(window) > WIDEST_EXTENDED
  ) {
    const message = `"window" is at most ${WIDEST_EXTENDED} with extended packet numbers`;
    reporter.error('out-of-range', spanOf(draft, 'window'), message);
  }
}

/** The association that encodes must exist. */
function checkEncoding(draft: Draft, reporter: Reporter): void {
  const { attributes, node, spans } = draft;
  const keys = keysIn(attributes['macsec.transmit-keys']);
  if (keys.length === 0) return;
  const chosen = Number(attributes['macsec.encoding-sa'] ?? 0);
  const key = keys.find(({ an }) => an === chosen);
  if (key === undefined) {
    const said = spans.has('macsec.encoding-sa');
    const list = childOf(node, 'transmit-keys');
    const hint = `write "encoding-sa: ${keys[0]?.an}"`;
    const message = said
      ? `"encoding-sa" must be one of the "transmit-keys": there is no association ${chosen}`
      : `"encoding-sa" is ${chosen} unless another one is set, which is none of the "transmit-keys"`;
    reporter.error(
      said ? 'wrong-value' : 'missing-key',
      said ? spanOf(draft, 'encoding-sa') : (list ?? draft.key),
      message,
      {
        hint,
      },
    );
  } else if (!key.active) {
    const at = itemsOf(childOf(node, 'transmit-keys'))
      .map((item) => childOf(item, 'active'))
      .find((one, i) => one !== undefined && keysIn(attributes['macsec.transmit-keys'])[i]?.an === chosen);
    const message = `nothing can be sent while association ${chosen}, which encodes, is not active`;
    reporter.warning('no-effect', at ?? spanOf(draft, 'transmit-keys'), message);
  }
}
