# The bar without waybar: buttons and a clock, in swaybar-protocol(7).
clicks() {
  while read -r click; do
    case $click in
      *'"name": "apps"'* | *'"name":"apps"'*) swaymsg -q exec '@LAUNCHER@' ;;
      *'"name": "terminal"'* | *'"name":"terminal"'*) swaymsg -q exec '@TERMINAL@' ;;
      *'"name": "close"'* | *'"name":"close"'*) swaymsg -q kill ;;
    esac
  done
}
exec 3<&0
clicks <&3 >/dev/null 2>&1 &
echo '{"version":1,"click_events":true}'
echo '['
while :; do
  printf '['
  [ '@LAUNCHER@' = true ] || printf '{"name":"apps","full_text":" Apps ","background":"#2f5fd0"},'
  printf '{"name":"terminal","full_text":" Terminal ","background":"#263248"},'
  printf '{"name":"close","full_text":" Close window ","background":"#263248"},'
  printf '{"name":"clock","full_text":" %s "}],\n' "$(date '+%a %d %b  %H:%M')"
  sleep $((60 - $(date +%-S)))
done
