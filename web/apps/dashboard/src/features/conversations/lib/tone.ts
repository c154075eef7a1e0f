let audio: AudioContext | undefined;

/** Two short notes. A browser that wants a click on the page first stays silent. */
export function playTone(): void {
  try {
    audio ??= new AudioContext();
    void audio.resume();
    note(audio, 660, 0);
    note(audio, 880, 0.14);
  } catch {
    // No sound card, or none for pages.
  }
}

function note(on: AudioContext, frequency: number, delay: number): void {
  const start = on.currentTime + delay;
  const volume = on.createGain();
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.3);
  volume.connect(on.destination);
  const tone = on.createOscillator();
  tone.frequency.value = frequency;
  tone.connect(volume);
  tone.start(start);
  tone.stop(start + 0.3);
}
