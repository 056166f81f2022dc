import type { Link, Place, Plan, Step } from '../../src/model/index.ts';

export const at = (line: number, column: number): Place => ({ file: 'config.yaml', line, column });

export const link = (name: string, kind: string, attributes: Link['attributes']): Link => ({
  type: 'link',
  name,
  kind,
  attributes,
});

/** A step with what the test does not care about filled in. */
export const step = (given: Partial<Step> & Pick<Step, 'action' | 'name'>): Step => ({
  kind: 'link',
  key: given.name,
  before: null,
  after: null,
  changes: [],
  reason: 'declared',
  source: null,
  notes: [],
  ...given,
});

export const plan = (...steps: Step[]): Plan => ({ format_version: 1, steps, problems: [] });
