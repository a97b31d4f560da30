#!/bin/sh
# Tells customers about failing card payments, from the alarm to the all-clear, in English and
# Spanish. Asks nothing, so a scheduler, an alert hook or a tired engineer can start it.
#
#   examples/runbook.sh                           rehearse: writes to a log of its own, sends nothing
#   VOCERO_LOG=/srv/incidents.toml examples/runbook.sh      write to your log
#   VOCERO=target/release/vocero examples/runbook.sh        try another build
#   ALARM_AT=2026-11-21T09:58:00Z examples/runbook.sh       say when it started (default: now)
#
# What you would change: the words, the component's name, the severity, and the two places marked
# "YOUR WORK" where your own repair and your own check belong. Write the words on a quiet day.
#
# stdout carries the text messages and nothing else; everything for the operator is on stderr.
set -eu

vocero=${VOCERO:-vocero}

# Without a log of yours, rehearse in a directory that nobody else uses. The configuration lies
# beside the log and says which languages every message must have.
if [ -z "${VOCERO_LOG:-}" ]; then
  rehearsal=$(mktemp -d)
  VOCERO_LOG=$rehearsal/incidents.toml
  export VOCERO_LOG
  unset VOCERO_CONFIG
  : "${ALARM_AT:=20m ago}"
  cat >"$rehearsal/vocero.toml" <<'TOML'
company = "Acme"
status_url = "https://status.acme.example"
locales = ["en", "es"]
address = "formal"
zone = "Europe/Madrid"
TOML
  echo "rehearsal: the log is $VOCERO_LOG" >&2
fi
alarm_at=${ALARM_AT:-$(date -u +%Y-%m-%dT%H:%M:%SZ)}

# Runs vocero. Exit code 4 means that the entry is saved, but not confirmed durable or not
# rendered: worth a warning, no reason to stop talking to customers. Any other failure ends the
# runbook with vocero's own exit code.
say() {
  code=0
  "$vocero" "$@" || code=$?
  case $code in
    0) ;;
    4) echo "warning: saved, but look at the message above ($vocero $1)" >&2 ;;
    *) exit "$code" ;;
  esac
}

# Prints what goes into the text message; pipe it to your SMS gateway. For Spanish: --locale es.
sms() {
  say render "$id" --channel sms --locale en
}

# 1. First word, within minutes of the alarm: what customers cannot do, what they can do instead,
#    and when they hear from you again. An empty scope says "we do not know yet who is affected".
#    With -q, declare prints the incident's id alone; every later step names it, so that a second
#    incident open at the same time is never touched.
#    To retry a step safely, give it an --id of your own (a UUIDv7): the same id again changes
#    nothing.
id=$(say declare -q --no-input \
  --type incident \
  --severity major \
  --state investigating \
  --component "Checkout=partial-outage" \
  --started "$alarm_at" \
  --title "Card payments are failing" \
  --title-es "Fallan los pagos con tarjeta" \
  --impact "Your shop cannot take card payments." \
  --impact-es "Su tienda no puede cobrar con tarjeta." \
  --scope "" \
  --workaround "Offer PayPal or bank transfer." \
  --workaround-es "Ofrezca PayPal o transferencia." \
  --action "We are finding out why card payments fail." \
  --action-es "Estamos averiguando por qué fallan los pagos con tarjeta." \
  --next-update 30m \
  --note "Declared by the runbook.")
echo "declared: $id" >&2
sms

# YOUR WORK: find out who is affected, and start the repair.

# 2. News: state only what changed. Everything said before stays in force, except the time of the
#    next update, which is a new promise each time. What --cause says never leaves the team.
say update "$id" -q --no-input \
  --state identified \
  --scope "Shops in the EU are affected. PayPal and bank transfer work." \
  --scope-es "Afecta a las tiendas de la UE. PayPal y la transferencia funcionan." \
  --third-party "Our first card provider is looking into it with us. We tell you here what we learn." \
  --third-party-es "Nuestro primer proveedor de tarjetas lo está revisando con nosotros. Le contaremos aquí lo que sepamos." \
  --action "We are moving card payments to our second provider." \
  --action-es "Estamos pasando los pagos con tarjeta a nuestro segundo proveedor." \
  --cause "The first provider answers 502." \
  --next-update 30m >/dev/null

# 3. No news: the promised time has come and nothing changed. Silence would be worse, so promise
#    the next time and say nothing else.
say update "$id" -q --no-input --next-update 30m >/dev/null

# YOUR WORK: wait for the repair and check it as a customer would: buy something with a card. Only
# then go on. If that needs a person, split the runbook here and keep $id.

# 4. The all-clear: what works again, what you are sorry for, what happened to data, and when you
#    will explain. Leave out --data and --confirmed-by until somebody has looked; leave out
#    --follow-up if nobody will keep it.
ended=$(date -u +%Y-%m-%dT%H:%M:%SZ)
say resolve "$id" -q --no-input \
  --ended "$ended" \
  --component "Checkout=operational" \
  --outcome "Card payments work again." \
  --outcome-es "Ya se puede cobrar con tarjeta." \
  --harm "Your shop lost card sales while this lasted." \
  --harm-es "Su tienda perdió ventas con tarjeta mientras duró." \
  --data none \
  --confirmed-by "payments lead" \
  --follow-up 72h >/dev/null
echo "resolved: $id" >&2
sms
