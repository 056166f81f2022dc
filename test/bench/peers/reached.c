/* reached SECONDS   waits until bond0 and vlan10 have their addresses and there is a default route: status 0, or 1 when it
 *                   took longer. It looks when the kernel tells of an address or a route: on an emulated machine of one
 *                   processor, one that looks every millisecond takes half of the time from the program that is measured. */
#include <arpa/inet.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int has_address(int socket, const char *link, const char *address) {
  struct ifreq request = {0};
  strcpy(request.ifr_name, link);
  if (ioctl(socket, SIOCGIFADDR, &request) != 0) return 0;
  return ((struct sockaddr_in *)&request.ifr_addr)->sin_addr.s_addr == inet_addr(address);
}

static int has_default_route(void) {
  char link[IFNAMSIZ];
  unsigned destination, gateway;
  int found = 0;
  FILE *routes = fopen("/proc/net/route", "r");
  if (routes == NULL) return 0;
  fscanf(routes, "%*[^\n]");
  while (!found && fscanf(routes, " %15s %x %x%*[^\n]", link, &destination, &gateway) == 3)
    found = destination == 0 && gateway == inet_addr("192.0.2.1") && strcmp(link, "bond0") == 0;
  fclose(routes);
  return found;
}

static int is_there(int socket) {
  return has_address(socket, "bond0", "192.0.2.10") && has_address(socket, "vlan10", "198.51.100.10") && has_default_route();
}

static int news_of_addresses_and_routes(void) {
  struct sockaddr_nl all = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV4_ROUTE};
  int news = socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK, NETLINK_ROUTE);
  return news >= 0 && bind(news, (struct sockaddr *)&all, sizeof all) == 0 ? news : -1;
}

static long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int main(int argc, char **argv) {
  int socket_ = socket(AF_INET, SOCK_DGRAM, 0), news = news_of_addresses_and_routes();
  long end = milliseconds() + (argc > 1 ? atol(argv[1]) * 1000 : 0);
  if (news < 0) return 1;
  while (!is_there(socket_)) {
    struct pollfd one = {.fd = news, .events = POLLIN};
    long left = end - milliseconds();
    char message[8192];
    if (left <= 0 || poll(&one, 1, left) == 0) return 1;
    while (recv(news, message, sizeof message, 0) > 0) continue;
  }
  return 0;
}
