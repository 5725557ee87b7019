// Keys by where they are: KeyboardEvent.code (UI Events KeyboardEvent code Values) to the evdev
// codes of linux/input-event-codes.h. What a key writes is up to the desktop's layout.

/** @type {Readonly<Record<string, number>>} */
export const KEYS = Object.freeze({
  // Letters
  KeyA: 30, KeyB: 48, KeyC: 46, KeyD: 32, KeyE: 18, KeyF: 33, KeyG: 34, KeyH: 35, KeyI: 23,
  KeyJ: 36, KeyK: 37, KeyL: 38, KeyM: 50, KeyN: 49, KeyO: 24, KeyP: 25, KeyQ: 16, KeyR: 19,
  KeyS: 31, KeyT: 20, KeyU: 22, KeyV: 47, KeyW: 17, KeyX: 45, KeyY: 21, KeyZ: 44,
  // Digits
  Digit0: 11, Digit1: 2, Digit2: 3, Digit3: 4, Digit4: 5, Digit5: 6, Digit6: 7, Digit7: 8,
  Digit8: 9, Digit9: 10,
  // Signs
  Backquote: 41, Minus: 12, Equal: 13, BracketLeft: 26, BracketRight: 27, Backslash: 43,
  Semicolon: 39, Quote: 40, Comma: 51, Period: 52, Slash: 53, IntlBackslash: 86, IntlRo: 89,
  IntlYen: 124, IntlHash: 43,
  // Editing and white space
  Space: 57, Enter: 28, Tab: 15, Backspace: 14, Escape: 1, Insert: 110, Delete: 111, Home: 102,
  End: 107, PageUp: 104, PageDown: 109, ArrowUp: 103, ArrowDown: 108, ArrowLeft: 105,
  ArrowRight: 106,
  // Modifiers and locks
  ShiftLeft: 42, ShiftRight: 54, ControlLeft: 29, ControlRight: 97, AltLeft: 56, AltRight: 100,
  MetaLeft: 125, MetaRight: 126, OSLeft: 125, OSRight: 126, Super: 125, Hyper: 125, CapsLock: 58,
  NumLock: 69, ScrollLock: 70, Fn: 464, FnLock: 465, ContextMenu: 127,
  // Function keys
  F1: 59, F2: 60, F3: 61, F4: 62, F5: 63, F6: 64, F7: 65, F8: 66, F9: 67, F10: 68, F11: 87, F12: 88,
  F13: 183, F14: 184, F15: 185, F16: 186, F17: 187, F18: 188, F19: 189, F20: 190, F21: 191,
  F22: 192, F23: 193, F24: 194,
  // System
  PrintScreen: 99, Pause: 119, Power: 116, Sleep: 142, Suspend: 205, WakeUp: 143, Eject: 161,
  Help: 138, Undo: 131, Again: 129, Copy: 133, Cut: 137, Paste: 135, Find: 136, Open: 134,
  Props: 130, Select: 353, BrightnessUp: 225, BrightnessDown: 224, DisplayToggleIntExt: 227,
  KeyboardBacklightToggle: 228, KeyboardLayoutSelect: 584, LaunchAssistant: 583,
  LaunchControlPanel: 579, LaunchScreenSaver: 581, MicrophoneMuteToggle: 248,
  PrivacyScreenToggle: 633, SelectTask: 120, ShowAllWindows: 120, ZoomToggle: 372,
  // Numeric pad
  Numpad0: 82, Numpad1: 79, Numpad2: 80, Numpad3: 81, Numpad4: 75, Numpad5: 76, Numpad6: 77,
  Numpad7: 71, Numpad8: 72, Numpad9: 73, NumpadAdd: 78, NumpadSubtract: 74, NumpadMultiply: 55,
  NumpadDivide: 98, NumpadDecimal: 83, NumpadEnter: 96, NumpadEqual: 117, NumpadComma: 121,
  NumpadParenLeft: 179, NumpadParenRight: 180, NumpadChangeSign: 118, NumpadBackspace: 14,
  NumpadStar: 522, NumpadHash: 523,
  // Languages
  Convert: 92, NonConvert: 94, KanaMode: 93, Lang1: 122, Lang2: 123, Lang3: 90, Lang4: 91,
  Lang5: 85, Katakana: 90, Hiragana: 91,
  // Media and browser
  AudioVolumeMute: 113, AudioVolumeDown: 114, AudioVolumeUp: 115, VolumeMute: 113, VolumeDown: 114,
  VolumeUp: 115, MediaPlayPause: 164, MediaPlay: 207, MediaPause: 201, MediaStop: 166,
  MediaTrackNext: 163, MediaTrackPrevious: 165, MediaFastForward: 208, MediaRewind: 168,
  MediaRecord: 167, MediaSelect: 171, BrowserBack: 158, BrowserForward: 159, BrowserRefresh: 173,
  BrowserStop: 128, BrowserSearch: 217, BrowserFavorites: 156, BrowserHome: 172, LaunchMail: 155,
  LaunchApp1: 157, LaunchApp2: 140, LaunchMediaPlayer: 171, MailReply: 232, MailForward: 233,
  MailSend: 231, Close: 206, New: 181, Save: 234, Print: 210, Redo: 182,
});

/** Keys of phones' keyboards, which have names but no places. */
const NAMED = Object.freeze({
  Enter: 28, Backspace: 14, Tab: 15, Escape: 1, Delete: 111, Home: 102, End: 107,
  PageUp: 104, PageDown: 109, ArrowUp: 103, ArrowDown: 108, ArrowLeft: 105, ArrowRight: 106,
});

/**
 * @param {{ code: string, key: string }} event
 * @returns {number | undefined} evdev code; undefined: no key of a desktop, or one that only writes
 */
export function evdevCode({ code, key }) {
  return Object.hasOwn(KEYS, code) ? KEYS[code]
    : code === '' && Object.hasOwn(NAMED, key) ? NAMED[key] : undefined;
}

/** Mouse buttons in the order of bits of MouseEvent.buttons. */
export const BUTTONS = Object.freeze([0x110, 0x111, 0x112, 0x113, 0x114]);
