/* reached SECONDS   waits until bond0 and vlan10 have their addresses and there is a default route: status 0, or 1 when it
 *                   took longer. What it asks for costs next to nothing: others work at the same time. */
#include <arpa/inet.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
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

int main(int argc, char **argv) {
  int socket_ = socket(AF_INET, SOCK_DGRAM, 0);
  for (long left = argc > 1 ? atol(argv[1]) * 1000 : 0; left > 0; left--) {
    if (has_address(socket_, "bond0", "192.0.2.10") && has_address(socket_, "vlan10", "198.51.100.10") && has_default_route())
      return 0;
    usleep(1000);
  }
  return 1;
}
