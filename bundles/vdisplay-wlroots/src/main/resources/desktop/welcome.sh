printf '\033[1;34m  Oriel\033[0m  your desktop, streamed\n\n'
printf '  \033[1mSuper+D\033[0m       applications     (or the button in the bar)\n'
printf '  \033[1mSuper+Return\033[0m  terminal\n'
printf '  \033[1mSuper+Q\033[0m       close window     \033[1mSuper+F\033[0m  full screen\n'
printf '  \033[1mSuper+drag\033[0m    move or, with the right button, resize\n\n'
exec "${SHELL:-/bin/sh}"
