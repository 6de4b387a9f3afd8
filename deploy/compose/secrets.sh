#!/bin/sh
# Writes .env and the signing keys once, with fresh random values. Never overwrites: keys that sealed evidence must survive.
set -eu
cd "$(dirname "$0")/../.."
umask 077
mkdir -p deploy/compose/secrets
# The container's user (10001) reads them; on a plain bind mount the mode of the file is what counts.
chmod 0711 deploy/compose/secrets
key=deploy/compose/secrets/signing-key.pem
if [ ! -e "$key" ]; then
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$key"
  chmod 0444 "$key"
  echo "wrote $key (back it up: it signs every record)"
fi
key=deploy/compose/secrets/log-signing-key.pem
if [ ! -e "$key" ]; then
  openssl genpkey -algorithm ED25519 -out "$key"
  chmod 0444 "$key"
  echo "wrote $key (back it up: it signs the log's checkpoints)"
fi
if [ -e .env ]; then
  echo ".env is already there; nothing changed"
  exit 0
fi
random() { openssl rand -base64 "$1" | tr '+/' '-_' | tr -d '=\n'; }
cat >.env <<TXT
POSTGRES_PASSWORD=$(random 24)
VALKEY_PASSWORD=$(random 24)
S3_ACCESS_KEY_ID=akashi$(openssl rand -hex 6)
S3_SECRET_ACCESS_KEY=$(random 30)
AKASHI_SECRET=$(random 32)
AKASHI_OPERATOR_KEY=ak_operator_$(random 32)
PUBLIC_URL=https://akashi.example.com
S3_PUBLIC_ENDPOINT=https://media.example.com
TXT
echo "wrote .env: set PUBLIC_URL and S3_PUBLIC_ENDPOINT to your own addresses, then: docker compose up --build"
