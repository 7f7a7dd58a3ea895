#!/bin/sh
# PreToolUse hook: keeps this project to the assistant's tools, and to those of them that act on nothing but a loop; what
# acts goes through loop_step, where it is checked and the owner is asked. Remembers which loops the session works on.
. "$(dirname "$0")/assistant.sh"
input=$(cat | tr '\n' ' ')
tool=$(field tool_name '[A-Za-z0-9_.:-]')
case $tool in
  mcp__goldtier-loop__*)
    session=$(field session_id '[A-Za-z0-9_-]')
    loop=$(field loop_id '[a-z0-9-]')
    if [ -n "$session" ] && [ -n "$loop" ]; then
      mkdir -p "$state"
      printf '%s %s\n' "$loop" "$(field lease '[A-Za-z0-9-]')" >> "$state/$session"
    fi
    exit 0
    ;;
esac
if [ -n "$tool" ] && grep -Fqx "$tool" "$(dirname "$0")/tools.txt"; then
  exit 0
fi
printf '%s\n' "This project works with the assistant's own tools: ${tool:-this tool} is not one that may be used directly. Decide with loop_step; the skills of a loop are the steps it takes." >&2
exit 2
