# What both hooks share; it is read, not run.
here=$(cd "$(dirname "$0")" && pwd)
state="$here/sessions"
address='@ADDRESS@'
token_file='@TOKEN_FILE@'

# field NAME CHARACTERS: a text of the hook's input that consists of these characters alone.
field() {
  printf '%s' "$input" | sed -n "s/.*\"$1\"[[:space:]]*:[[:space:]]*\"\($2$2*\)\".*/\1/p" | head -n 1
}

# ask PATH: what the assistant answers; fails when it does not. The token is not on the command line, where others see it.
ask() {
  printf 'header = "Authorization: Bearer %s"\n' "$(cat "$token_file")" \
    | curl --silent --fail --max-time 10 --config - "$address$1"
}
