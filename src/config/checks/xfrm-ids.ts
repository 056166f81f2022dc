import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';

/** xfrmi_locate: one interface for each id, whatever its device, and one external interface. */
export function checkXfrmIds({ devices, reporter }: Context): void {
  const seen = new Map<string, Draft>();
  for (const draft of devices) {
    const { 'xfrm.id': id, 'xfrm.external': external } = draft.attributes;
    if (draft.kind !== 'xfrm' || (id === undefined && external !== true)) continue;
    const key = external === true ? 'external' : String(id);
    const twin = seen.get(key);
    if (twin === undefined) seen.set(key, draft);
    else {
      const span = draft.spans.get(external === true ? 'xfrm.external' : 'xfrm.id') ?? draft.key;
      const related = { message: `"${twin.id}" is it`, span: twin.key };
      const what = external === true ? 'with "external"' : `of the id ${id}`;
      reporter.error('duplicate-id', span, `there can be one XFRM interface ${what} only`, { related });
    }
  }
}
