import type { AddressLabel } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Room } from '../room.ts';
import { isUsualLabel, observeLabels } from './observe.ts';
import { labelRequests } from './requests.ts';

export const labels: Room<AddressLabel> = {
  type: 'label',
  key: ({ link, prefix }) => `${link ?? '*'} ${prefix}`,
  name: ({ link, prefix }) => `address label of ${prefix}${link === null ? '' : ` dev ${link}`}`,
  normal: (label) => label,
  differences: ({ label: after }, { label: before }) =>
    before === after ? [] : [{ attribute: 'label', before, after, how: 'live' }],
  marked: ({ protocol }) => protocol === OUR_PROTOCOL,
  automatic: isUsualLabel,
  observe: observeLabels,
  requests: labelRequests,
};
