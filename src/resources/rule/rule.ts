import type { Rule } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Room } from '../room.ts';
import { observeRules } from './observe.ts';
import { ruleRequests } from './requests.ts';
import { ruleKey, ruleName } from './selector.ts';

const RTPROT_KERNEL = 2;

export const rules: Room<Rule> = {
  type: 'rule',
  key: ruleKey,
  name: ruleName,
  normal: (rule) => rule,
  // Rules that differ in anything are different rules.
  differences: () => [],
  marked: (rule) => rule.protocol === OUR_PROTOCOL,
  automatic: (rule) => rule.protocol === RTPROT_KERNEL,
  observe: observeRules,
  requests: ruleRequests,
};
