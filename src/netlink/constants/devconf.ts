const words = (text: string): readonly (string | null)[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => (word === '-' ? null : word));

/**
 * The settings of net.ipv4.conf in the order of IFLA_INET_CONF (IPV4_DEVCONF_* less one), by the names of their files. Here and
 * below null stands for what the file shows in another unit, and for what is no setting.
 */
export const INET_CONF_FILES: readonly (string | null)[] = words(`
  forwarding - proxy_arp accept_redirects secure_redirects send_redirects shared_media rp_filter accept_source_route
  bootp_relay log_martians tag arp_filter medium_id disable_xfrm disable_policy force_igmp_version arp_announce arp_ignore
  promote_secondaries arp_accept arp_notify accept_local src_valid_mark proxy_arp_pvlan route_localnet
  igmpv2_unsolicited_report_interval igmpv3_unsolicited_report_interval ignore_routes_with_linkdown
  drop_unicast_in_l2_multicast drop_gratuitous_arp bc_forwarding arp_evict_nocarrier
`);

/** Those of net.ipv6.conf in the order of IFLA_INET6_CONF (DEVCONF_*). */
export const INET6_CONF_FILES: readonly (string | null)[] = words(`
  forwarding hop_limit mtu accept_ra accept_redirects autoconf dad_transmits router_solicitations - - use_tempaddr
  temp_valid_lft temp_prefered_lft regen_max_retry max_desync_factor max_addresses force_mld_version accept_ra_defrtr
  accept_ra_pinfo accept_ra_rtr_pref - accept_ra_rt_info_max_plen proxy_ndp optimistic_dad accept_source_route -
  disable_ipv6 accept_dad force_tllao ndisc_notify mldv1_unsolicited_report_interval mldv2_unsolicited_report_interval
  suppress_frag_ndisc accept_ra_from_local use_optimistic accept_ra_mtu - use_oif_addrs_only accept_ra_min_hop_limit
  ignore_routes_with_linkdown drop_unicast_in_l2_multicast drop_unsolicited_na keep_addr_on_down - seg6_enabled
  seg6_require_hmac enhanced_dad addr_gen_mode disable_policy accept_ra_rt_info_min_plen ndisc_tclass rpl_seg_enabled
  ra_defrtr_metric ioam6_enabled ioam6_id - ndisc_evict_nocarrier accept_untracked_na accept_ra_min_lft
`);
