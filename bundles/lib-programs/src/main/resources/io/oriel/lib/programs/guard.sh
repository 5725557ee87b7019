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
rm -rf -- "$2"
# The directory that is made only where the host's own cannot be used.
case $2 in
  */oriel-[0-9]*/*) rmdir -- "${2%/*}" 2>/dev/null ;;
esac
exit 0
