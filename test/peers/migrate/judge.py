"""Looks at what the three boots of migrate.sh wrote down: judge.py FOLDER [networkd]."""

import json
import sys
from pathlib import Path

FOLDER = Path(sys.argv[1])
# There systemd-networkd runs in any case, with nothing to do when netplan gives it nothing.
ALWAYS_RUNS = sys.argv[2:] == ["networkd"]
ADDRESSES = {
    "eth0": {"192.0.2.2/24"},
    "br0": {"198.51.100.2/24", "2001:db8::2/64"},
    "vlan5": {"203.0.113.2/24"},
}
faults = []


def text(boot, name):
    return (FOLDER / boot / name).read_text()


def expect(boot, what, holds, shown=""):
    print(f"{'ok' if holds else 'NOT OK'}: {boot}: {what}")
    if not holds:
        faults.append(f"{boot}: {what}\n{shown}")


def state(boot, unit):
    for block in text(boot, "units").split("\n\n"):
        values = dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
        if values.get("Id") == unit:
            return values["ActiveState"]
    return "none"


def judge_network(boot):
    """The network is the same in all boots, whoever made it."""
    links = {link["ifname"]: link for link in json.loads(text(boot, "address.json"))}
    for name, wanted in ADDRESSES.items():
        info = links.get(name, {}).get("addr_info", [])
        found = {f"{a['local']}/{a['prefixlen']}" for a in info if a["scope"] == "global"}
        expect(boot, f"{name} has its addresses", found == wanted, f"{found}")
        expect(boot, f"{name} is up", "UP" in links.get(name, {}).get("flags", []))
    expect(boot, "eth1 is a port of br0", links["eth1"].get("master") == "br0")
    expect(boot, "eth1 has its MTU", links["eth1"]["mtu"] == 1400)
    routes = json.loads(text(boot, "route.json"))
    defaults = [(r["gateway"], r["dev"], r.get("metric")) for r in routes if r["dst"] == "default"]
    expect(boot, "the default route is there", defaults == [("192.0.2.1", "eth0", 50)], f"{defaults}")
    rules = [(r["priority"], r["src"], r["table"]) for r in json.loads(text(boot, "policy.json")) if r["priority"] == 500]
    expect(boot, "the rule is there", rules == [(500, "10.8.0.0", "100")], f"{rules}")
    routes = [(r["dst"], r["gateway"]) for r in json.loads(text(boot, "policy-route.json"))]
    expect(boot, "the route of another table is there", routes == [("10.9.0.0/16", "192.0.2.1")], f"{routes}")
    expect(boot, "no unit has failed", text(boot, "failed") == "", text(boot, "failed"))


for boot in ("netplan", "nlapply", "back"):
    judge_network(boot)
    by_netplan = boot != "nlapply"
    generated = text(boot, "generated")
    expect(boot, "netplan's generator works" if by_netplan else "netplan's generator does nothing", bool(generated) == by_netplan, generated)
    runs = by_netplan or ALWAYS_RUNS
    expect(boot, f"systemd-networkd {'runs' if runs else 'does not run'}", (state(boot, "systemd-networkd.service") == "active") == runs, text(boot, "units"))
    expect(boot, "nlapply did not run" if by_netplan else "nlapply ran", (state(boot, "nlapply.service") == "active") != by_netplan, text(boot, "units"))

expect("netplan", "the takeover succeeds", text("netplan", "taken-status") == "0\n", text("netplan", "taken"))
expect("netplan", "a look tells what would change", text("netplan", "look-status") in ("0\n", "2\n"), text("netplan", "look"))
expect("nlapply", "nothing is left to do", text("nlapply", "diff-status") == "0\n", text("nlapply", "diff"))
expect("nlapply", "nothing is left to do when networkd has started anew", text("nlapply", "diff-afterwards-status") == "0\n", text("nlapply", "diff-afterwards") + text("nlapply", "rule-afterwards.json"))
expect("nlapply", "the takeover is undone", text("nlapply", "undone-status") == "0\n", text("nlapply", "undone"))

for fault in faults:
    print(f"\n{fault}")
sys.exit(1 if faults else 0)
