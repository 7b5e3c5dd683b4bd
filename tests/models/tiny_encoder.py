"""A sentence-transformers model small enough to make in a test: BERT of one layer with random weights."""

from __future__ import annotations

from pathlib import Path

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] kommunen samverkar med föreningar vägen asfalteras query passage :"


def make_encoder(folder: Path, seed: int = 0) -> Path:
    """Write a whole model into `folder`, as sentence-transformers itself does."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(seed)
    raw = folder.with_name(f"{folder.name}-raw")
    words = {word: number for number, word in enumerate(WORDS.split())}
    BertTokenizerFast(vocab=words, do_lower_case=True).save_pretrained(raw)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(raw)
    layers = Transformer(str(raw), max_seq_length=64)
    SentenceTransformer(modules=[layers, Pooling(16)], device="cpu").save(str(folder))
    return folder
