"""How files that people bring are read apart from the program."""

from pydantic import BaseModel, ConfigDict, Field


class FileSettings(BaseModel):
    """The processes that read files, and what one file may cost."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    readers: int = Field(
        default=2, ge=1, le=32, description="Processes kept for reading files; each is started when first needed."
    )
    seconds: float = Field(
        default=60.0,
        ge=1.0,
        le=3600.0,
        description="Seconds that reading one file, or filling one template that was sent, may take.",
    )
    memory_mb: int = Field(
        default=1024,
        ge=256,
        le=65_536,
        description="Megabytes of address space for reading one file, or filling one template that was sent.",
    )
