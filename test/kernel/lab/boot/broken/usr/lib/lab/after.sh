# shellcheck shell=bash disable=SC2154
# Somebody makes it worse, then better.
file=/etc/nlapply/network.yaml
cp "$file" /run/original.yaml
sed -i 's/192\.0\.2\.10/192.0.2.310/' "$file"
systemctl restart nlapply.service
take worse
sed 's/198\.51\.100\.1/192.0.2.2/' /run/original.yaml >"$file"
systemctl restart nlapply.service
take better
