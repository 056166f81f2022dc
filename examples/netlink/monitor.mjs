// Prints changes to links, addresses and routes as they happen: node examples/netlink/monitor.mjs [NETNS]
import { describeRequest, RTNLGRP, routeMessages, subscribe } from 'nlapply/netlink';

const [netns] = process.argv.slice(2);
const { LINK, IPV4_IFADDR, IPV6_IFADDR, IPV4_ROUTE, IPV6_ROUTE } = RTNLGRP;
const groups = [LINK, IPV4_IFADDR, IPV6_IFADDR, IPV4_ROUTE, IPV6_ROUTE];
const events = subscribe({ groups, messages: routeMessages, ...(netns === undefined ? {} : { netns }) });
process.once('SIGINT', () => events.close());

for await (const event of events) {
  if (event.overrun) {
    console.log('events were lost: whatever was known is stale');
    continue;
  }
  const { type, value } = event;
  // statistics would hide the rest
  const { stats: _, stats64: __, map: ___, afSpec: ____, ...shown } = value;
  console.log(describeRequest({ message: routeMessages[type], type, value: shown }));
}
