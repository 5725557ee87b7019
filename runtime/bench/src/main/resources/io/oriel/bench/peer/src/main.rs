//! Times the crate reed-solomon-simd.
//!
//! One order per line on standard input, one answer per line:
//!
//!   name crate                          ok NAME AND VERSION
//!   encode DATA PARITY LENGTH SECONDS   ok MEDIAN-MICROSECONDS-OF-A-BLOCK
//!   decode DATA PARITY LENGTH SECONDS   the same; as many data shards are lost as there is parity
//!
//! or: error WHY

use reed_solomon_simd::{Error, ReedSolomonDecoder, ReedSolomonEncoder};
use std::hint::black_box;
use std::io::{stdin, stdout, BufRead, Write};
use std::time::{Duration, Instant};

fn shards(count: usize, length: usize) -> Vec<Vec<u8>> {
    let mut x: u32 = 1;
    let mut next = || {
        x = x.wrapping_mul(1664525).wrapping_add(1013904223);
        (x >> 24) as u8
    };
    (0..count).map(|_| (0..length).map(|_| next()).collect()).collect()
}

fn median(seconds: f64, mut work: impl FnMut() -> Result<(), Error>) -> Result<f64, Error> {
    let window = Duration::from_secs_f64(seconds);
    let begun = Instant::now();
    let mut samples = Vec::new();
    work()?;
    loop {
        let start = Instant::now();
        work()?;
        samples.push(start.elapsed().as_secs_f64() * 1e6);
        if begun.elapsed() >= window {
            break;
        }
    }
    samples.sort_by(f64::total_cmp);
    Ok(samples[samples.len() / 2])
}

fn encode(data: usize, parity: usize, length: usize, seconds: f64) -> Result<f64, Error> {
    let original = shards(data, length);
    let mut encoder = ReedSolomonEncoder::new(data, parity, length)?;
    median(seconds, || {
        for shard in &original {
            encoder.add_original_shard(shard)?;
        }
        black_box(encoder.encode()?);
        Ok(())
    })
}

fn decode(data: usize, parity: usize, length: usize, seconds: f64) -> Result<f64, Error> {
    let original = shards(data, length);
    let recovery = reed_solomon_simd::encode(data, parity, &original)?;
    let lost = parity.min(data);
    // spread over the block
    let gone: Vec<bool> = (0..data)
        .map(|i| i * lost / data != (i + 1) * lost / data)
        .collect();
    let mut decoder = ReedSolomonDecoder::new(data, parity, length)?;
    median(seconds, || {
        for (i, shard) in original.iter().enumerate() {
            if !gone[i] {
                decoder.add_original_shard(i, shard)?;
            }
        }
        for (i, shard) in recovery.iter().take(lost).enumerate() {
            decoder.add_recovery_shard(i, shard)?;
        }
        black_box(decoder.decode()?);
        Ok(())
    })
}

fn answer(order: &str) -> Result<String, String> {
    let words: Vec<&str> = order.split_whitespace().collect();
    if words.first() == Some(&"name") {
        return Ok("reed-solomon-simd 3.1.0".into());
    }
    if words.len() != 5 {
        return Err(format!("unknown order {order}"));
    }
    let number = |i: usize| words[i].parse::<usize>().map_err(|e| e.to_string());
    let seconds = words[4].parse::<f64>().map_err(|e| e.to_string())?;
    let work = match words[0] {
        "encode" => encode,
        "decode" => decode,
        other => return Err(format!("unknown order {other}")),
    };
    work(number(1)?, number(2)?, number(3)?, seconds)
        .map(|micros| format!("{micros:.4}"))
        .map_err(|e| e.to_string())
}

fn main() {
    for line in stdin().lock().lines() {
        let Ok(order) = line else { break };
        match answer(order.trim()) {
            Ok(text) => println!("ok {text}"),
            Err(reason) => println!("error {reason}"),
        }
        let _ = stdout().flush();
    }
}
