# Arguments: VARIABLE=VALUE that marks the processes, and their runtime directory.
# Input: a pipe whose other end only the host holds; it ends when the host is gone.
trap '' INT HUP TERM
while read -r _; do :; done
rounds=0
while [ "$rounds" -lt 20 ]; do
  rounds=$((rounds + 1))
  # Its status is of no use: a process that ends meanwhile makes it an error.
  marked=$(grep -lzxF -e "$1" /proc/[0-9]*/environ 2>/dev/null)
  [ -n "$marked" ] || break
  for environ in $marked; do
    process=${environ#/proc/}
    kill -KILL "${process%/environ}" 2>/dev/null
  done
done
# A killed document portal leaves its file system, which nobody but its user may enter. As that
# user: root would follow a link that the user puts in the way.
drop=
user=$(stat -c %u -- "$2")
[ "$(id -u)" = 0 ] && [ "${user:-0}" != 0 ] &&
  drop="setpriv --reuid=$user --regid=$(stat -c %g -- "$2") --clear-groups --"
while read -r _ point _; do
  case $point in
    "$2"/*)
      $drop fusermount3 -uz "$point" 2>/dev/null || $drop fusermount -uz "$point" 2>/dev/null
      ;;
  esac
done < /proc/mounts
rm -rf -- "$2"
# The directory that is made only where the host's own cannot be used.
case $2 in
  */oriel-[0-9]*/*) rmdir -- "${2%/*}" 2>/dev/null ;;
esac
exit 0
