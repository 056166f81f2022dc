/** The protocol number that marks routes, rules and addresses as ours (`nlapply` in /etc/iproute2/rt_protos.d). */
export const OUR_PROTOCOL = 78;
